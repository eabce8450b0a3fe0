package rhythm.certifications.courseregistration;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** What training providers are billed for. */
@Path("/courseRegistrations")
public class CourseRegistrationResource extends RecordResource<CourseRegistration> {
    public CourseRegistrationResource() {
        super(CourseRegistration.class);
    }
}
