package rhythm.membership.membershippackage;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** What members buy and renew into. */
@Path("/packages")
public class MembershipPackageResource extends RecordResource<MembershipPackage> {
    public MembershipPackageResource() {
        super(MembershipPackage.class);
    }
}
