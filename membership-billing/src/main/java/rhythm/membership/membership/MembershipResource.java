package rhythm.membership.membership;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** The memberships: the candidates of this service's runs. */
@Path("/memberships")
public class MembershipResource extends RecordResource<Membership> {
    public MembershipResource() {
        super(Membership.class);
    }
}
