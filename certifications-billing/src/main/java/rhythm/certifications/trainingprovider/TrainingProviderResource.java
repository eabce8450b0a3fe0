package rhythm.certifications.trainingprovider;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** Those who give the courses: candidates of their bills. */
@Path("/trainingProviders")
public class TrainingProviderResource extends RecordResource<TrainingProvider> {
    public TrainingProviderResource() {
        super(TrainingProvider.class);
    }
}
