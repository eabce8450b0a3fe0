package rhythm.kernel.attention;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** What waits for a person in this service. */
@Path("/attention")
public class AttentionResource extends RecordResource<AttentionItem> {
    public AttentionResource() {
        super(AttentionItem.class);
    }
}
