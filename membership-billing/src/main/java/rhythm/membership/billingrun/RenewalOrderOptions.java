package rhythm.membership.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import rhythm.kernel.record.References;
import rhythm.membership.billingnotice.BillingNotice;

/** Whose renewal is ordered and invoiced. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class RenewalOrderOptions<D> extends Ranged<D> {
    /** Orders are estimates that bind nobody. */
    public Boolean proForma;

    @References(BillingNotice.class)
    public String renewalOrderNoticeId;
}
