package rhythm.collect.gatewayevent;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import rhythm.collect.gateway.GatewayEvent;
import rhythm.collect.gateway.PaymentGateway;
import rhythm.collect.money.GatewayEvents;
import rhythm.collect.money.GatewayLook;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.tenant.Signed;

/** What the gateway tells of a tenant's account; it signs instead of bringing a token. */
@Path("/gatewayEvents")
@Produces(MediaType.APPLICATION_JSON)
public class GatewayEventResource {
    private static final int LONGEST = 256 * 1024;

    private final PaymentGateway gateway;
    private final GatewayEvents events;
    private final GatewayLook looks;
    private final Clock clock;

    GatewayEventResource(PaymentGateway gateway, GatewayEvents events, GatewayLook looks, Clock clock) {
        this.gateway = gateway;
        this.events = events;
        this.looks = looks;
        this.clock = clock;
    }

    /**
     * Keeps an event, once, and answers before it is worked off; 400 for one that the gateway did not sign for this account, or signed
     * more than five minutes ago.
     */
    @POST
    @Path("{tenantId}/{gateway}")
    @Signed
    @RunOnVirtualThread
    @Operation(hidden = true)
    public String take(
            @PathParam("tenantId") String tenant,
            @PathParam("gateway") String kind,
            @HeaderParam("Stripe-Signature") String signature,
            byte[] body) {
        if (!kind.equals(gateway.kind())) {
            throw Problem.NOT_FOUND.because("this installation does not charge by " + kind);
        }
        if (body.length > LONGEST) {
            throw Problem.TOO_LARGE.because("an event has at most " + LONGEST + " bytes");
        }
        GatewayEvent event = gateway.news().signed(body, signature, clock.instant());
        if (!looks.isOf(tenant, event.account())) {
            throw Problem.INVALID.field("account", "is not the one that this tenant's settings name");
        }
        events.take(tenant, event);
        return "{}";
    }
}
