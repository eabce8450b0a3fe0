package rhythm.membership.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import rhythm.kernel.record.References;
import rhythm.membership.billingnotice.BillingNotice;

/** Who is told that the renewal is near, and how. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class RenewalNoticeOptions<D> extends Ranged<D> {
    @References(BillingNotice.class)
    public String renewalNoticeId;
}
