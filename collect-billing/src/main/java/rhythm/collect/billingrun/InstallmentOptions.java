package rhythm.collect.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import rhythm.collect.billingnotice.BillingNotice;
import rhythm.kernel.record.References;

/** Which installments are billed and charged, by their due date, and how customers hear of it. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class InstallmentOptions<D> extends RangedOptions<D> {

    @References(BillingNotice.class)
    public String installmentSuccessNoticeId;

    @References(BillingNotice.class)
    public String installmentFailureNoticeId;
}
