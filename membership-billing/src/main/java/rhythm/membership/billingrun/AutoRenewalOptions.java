package rhythm.membership.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import rhythm.kernel.record.References;
import rhythm.membership.billingnotice.BillingNotice;

/** Whose renewal is charged to the stored card, and who is told what came of it. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class AutoRenewalOptions<D> extends Ranged<D> {
    @References(BillingNotice.class)
    public String autoRenewalSuccessNoticeId;

    @References(BillingNotice.class)
    public String autoRenewalFailureNoticeId;
}
