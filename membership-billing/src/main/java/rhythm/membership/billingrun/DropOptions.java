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

    /** Seats on committees end with the membership. */
    public Boolean expireCommitteeMemberships;

    /** Certifications end with the membership. */
    public Boolean deactivateCertifications;
}
