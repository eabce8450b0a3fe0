package rhythm.collect.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import rhythm.collect.billingnotice.BillingNotice;
import rhythm.kernel.billing.Restriction;
import rhythm.kernel.record.Options;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Violations;

/** Who gets a statement of the open invoices, and with which notice. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class StatementOptions implements Options {

    @NotNull
    @References(BillingNotice.class)
    public String statementNoticeId;

    public Restriction invoiceServiceRestriction;

    /** Services whose orders the invoices bill, such as membership. */
    @Size(min = 1)
    public List<@NotNull String> invoiceServices;

    @Override
    public void check(String path, Violations violations) {
        Restriction.check(invoiceServiceRestriction, invoiceServices, path + ".invoice_services", violations);
    }
}
