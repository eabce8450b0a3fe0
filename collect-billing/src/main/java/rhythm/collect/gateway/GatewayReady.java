package rhythm.collect.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tries the installation's key at the gateway before the first charge needs it: a service whose key the gateway refuses is not ready.
 * A gateway that is away keeps nobody waiting: it is asked again by the next look.
 */
@Readiness
@ApplicationScoped
public class GatewayReady implements HealthCheck {
    private final PaymentGateway gateway;
    private volatile boolean isAccepted;

    GatewayReady(PaymentGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public HealthCheckResponse call() {
        GatewayAccess access = isAccepted ? GatewayAccess.ACCEPTED : gateway.access();
        isAccepted = access == GatewayAccess.ACCEPTED;
        return HealthCheckResponse.named("Payment gateway")
                .status(access != GatewayAccess.REFUSED)
                .withData("kind", gateway.kind())
                .withData("key", access.text())
                .build();
    }
}
