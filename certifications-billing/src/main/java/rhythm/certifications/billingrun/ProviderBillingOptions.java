package rhythm.certifications.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import rhythm.kernel.billing.ExpirationRange;
import rhythm.kernel.record.Violations;

/** Which registrations training providers are billed for, and how they hear of it. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class ProviderBillingOptions<D> extends Narrowing {
    /** First date selected. */
    @NotNull
    public D expirationDateRangeStart;

    /** Last date selected. */
    @NotNull
    public D expirationDateRangeEnd;

    /** The provider's administrators get the invoice by mail. */
    public Boolean emailInvoicesToTrainingProviders;

    @NotNull
    @Size(max = 200)
    public String invoiceTemplateId;

    @NotNull
    @Size(max = 200)
    public String paymentTermsId;

    @Override
    public void check(String path, Violations violations) {
        super.check(path, violations);
        ExpirationRange.check(expirationDateRangeStart, expirationDateRangeEnd, path, violations);
    }
}
