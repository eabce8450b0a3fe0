package rhythm.membership.certification;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What we ask of certifications-billing over HTTP. */
@Path("/certifications")
@RegisterRestClient(configKey = "certifications")
public interface CertificationsApi {
    @POST
    @Path("{tenantId}/deactivate")
    @Consumes(MediaType.APPLICATION_JSON)
    Response deactivate(
            @PathParam("tenantId") String tenant, @HeaderParam("Authorization") String authorization, String holders);
}
