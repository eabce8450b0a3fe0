package rhythm.collect.gateway;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import rhythm.kernel.problem.Problem;

/** The simulated gateway's books, to reconcile with; not there when charges are real. Amounts are text, to the cent. */
@Path("/gatewayLedger")
@Produces(MediaType.APPLICATION_JSON)
public class LedgerResource {
    private static final int PAGE = 1000;

    private final GatewayLedger ledger;
    private final Instance<PaymentGateway> gateway;

    LedgerResource(GatewayLedger ledger, Instance<PaymentGateway> gateway) {
        this.ledger = ledger;
        this.gateway = gateway;
    }

    /** Number and sum by outcome and currency. */
    @GET
    @Path("{tenantId}")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public String totals(@PathParam("tenantId") String tenant) {
        requireSimulated();
        return ledger.totals(tenant).encode();
    }

    /** The lines by key, a thousand at a time, from after a key on. */
    @GET
    @Path("{tenantId}/lines")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public String lines(@PathParam("tenantId") String tenant, @RestQuery String after) {
        requireSimulated();
        return ledger.lines(tenant, after == null ? "" : after, PAGE).encode();
    }

    private void requireSimulated() {
        if (!(gateway.get() instanceof SimulatedGateway)) {
            throw Problem.NOT_FOUND.because("there is no such ledger: charges are real in this installation");
        }
    }
}
