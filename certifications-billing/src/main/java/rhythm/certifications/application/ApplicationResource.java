package rhythm.certifications.application;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** The applications: candidates of activations, reminders and expiries. */
@Path("/applications")
public class ApplicationResource extends RecordResource<Application> {
    public ApplicationResource() {
        super(Application.class);
    }
}
