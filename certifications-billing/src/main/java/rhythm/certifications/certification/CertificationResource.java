package rhythm.certifications.certification;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.tenant.Needs;
import rhythm.kernel.tenant.Role;
import rhythm.kernel.tenant.TenantClock;

/** The certifications: candidates of reminders, forecasts and drops. */
@Path("/certifications")
public class CertificationResource extends RecordResource<Certification> {
    @Inject
    TenantDatabase database;

    @Inject
    TenantClock clock;

    public CertificationResource() {
        super(Certification.class);
    }

    /**
     * Ends the active and suspended certifications that these members held on the date, except in programs that say that they
     * need no membership. The same call again changes nothing.
     */
    @POST
    @Path("{tenantId}/deactivate")
    @Operation(summary = "End what former members hold")
    @RequestBody(
            required = true,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Deactivation.class)))
    @Needs(Role.EDITOR)
    public Uni<Deactivated> deactivate(@PathParam("tenantId") String tenant, byte[] body) {
        Deactivation asked = Deactivation.read(body);
        String by = callers.current().subject();
        return clock.read(tenant)
                .chain(now -> database.query(tenant, Deactivation.STATEMENT, asked.params(tenant, now, by)))
                .map(ended -> new Deactivated(ended.rowCount()));
    }
}
