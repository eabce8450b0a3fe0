package rhythm.kernel.gateway;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** What we ask of collect-billing over HTTP. */
@Path("/orders")
@RegisterRestClient(configKey = "collect")
public interface CollectApi {
    @POST
    @Path("{tenantId}")
    @Consumes(MediaType.APPLICATION_JSON)
    Response place(
            @PathParam("tenantId") String tenant, @HeaderParam("Authorization") String authorization, String order);

    @POST
    @Path("{tenantId}/search")
    @Consumes(MediaType.APPLICATION_JSON)
    Response search(
            @PathParam("tenantId") String tenant,
            @HeaderParam("Authorization") String authorization,
            @QueryParam("fieldsToReturn") String fields,
            @QueryParam("limit") int limit,
            @QueryParam("exclusiveStartKey") @Nullable String from,
            String criteria);
}
