package rhythm.collect.batch;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** The accounting batches. */
@Path("/batches")
public class BatchResource extends RecordResource<Batch> {
    public BatchResource() {
        super(Batch.class);
    }
}
