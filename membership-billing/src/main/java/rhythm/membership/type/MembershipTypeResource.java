package rhythm.membership.type;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** The kinds of membership a tenant offers. */
@Path("/types")
public class MembershipTypeResource extends RecordResource<MembershipType> {
    public MembershipTypeResource() {
        super(MembershipType.class);
    }
}
