package rhythm.kernel.billing;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import rhythm.kernel.rest.Idempotency;

/** What sets a run to work is asked with: whose run, which, and the key that makes it happen once. */
public class RunCall {
    @PathParam("tenantId")
    public String tenant;

    @PathParam("id")
    public String id;

    @HeaderParam(Idempotency.HEADER)
    public String key;
}
