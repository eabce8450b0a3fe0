package rhythm.kernel.tenant;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import rhythm.kernel.problem.Problem;

/** Keys for programs that act in a tenant; for its administrators. */
@Path("/apiKeys/{tenantId}")
@Produces(MediaType.APPLICATION_JSON)
@Needs(Role.ADMIN)
public class ApiKeyResource {
    private final ApiKeys keys;
    private final SecurityIdentity identity;
    private final Clock clock;

    ApiKeyResource(ApiKeys keys, SecurityIdentity identity, Clock clock) {
        this.keys = keys;
        this.identity = identity;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ApiKeyView> create(@PathParam("tenantId") String tenant, byte[] body) {
        NewApiKey asked = NewApiKey.read(body, clock.instant());
        asked.roles().stream()
                .filter(role -> !Role.of(role).isGivenBy(identity.getRoles()))
                .sorted()
                .findFirst()
                .ifPresent(role -> {
                    throw Problem.FORBIDDEN.field(
                            "roles", "a key has at most its maker's roles, and you are no " + role);
                });
        return keys.make(tenant, asked, identity.getPrincipal().getName());
    }

    @GET
    @Needs(Role.ADMIN)
    public Uni<List<ApiKeyView>> list(@PathParam("tenantId") String tenant) {
        return keys.all(tenant);
    }

    @DELETE
    @Path("{id}")
    public Uni<String> revoke(@PathParam("tenantId") String tenant, @PathParam("id") String id) {
        return keys.revoke(tenant, id).map(revoked -> {
            if (!revoked) {
                throw Problem.NOT_FOUND.because("there is no API key " + id + " to revoke");
            }
            return "\"" + id + "\"";
        });
    }
}
