package rhythm.certifications.statusreason;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** Why a certification or an application has the status it has. */
@Path("/statusReasons")
public class StatusReasonResource extends RecordResource<StatusReason> {
    public StatusReasonResource() {
        super(StatusReason.class);
    }
}
