package rhythm.certifications.certification;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** The certifications: candidates of reminders, forecasts and drops. */
@Path("/certifications")
public class CertificationResource extends RecordResource<Certification> {
    public CertificationResource() {
        super(Certification.class);
    }
}
