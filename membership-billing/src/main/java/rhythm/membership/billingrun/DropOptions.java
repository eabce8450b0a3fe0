package rhythm.membership.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import rhythm.kernel.record.References;
import rhythm.membership.billingnotice.BillingNotice;

/** Who is dropped, what goes with the membership, and how the member is told. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class DropOptions<D> extends Ranged<D> {
    @References(BillingNotice.class)
    public String dropNoticeId;

    /** Kept, and without effect: no service of the suite keeps committees. */
    public Boolean expireCommitteeMemberships;

    /**
     * Certifications of who is dropped end on the same day, with those of who is dropped with them, except in programs that
     * say that they need no membership. Who has another active membership keeps them. Needs certifications-billing.
     */
    public Boolean deactivateCertifications;
}
