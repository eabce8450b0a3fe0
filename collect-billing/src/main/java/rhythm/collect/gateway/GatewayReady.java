package rhythm.collect.gateway;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tries the installation's key at the gateway before the first charge needs it: a service whose key the gateway refuses is not ready.
 * It is asked beside the probe, again and again until it accepts: a gateway that is away keeps nobody waiting.
 */
@Readiness
@ApplicationScoped
public class GatewayReady implements HealthCheck {
    private final PaymentGateway gateway;
    private final AtomicBoolean isAsking = new AtomicBoolean();
    private volatile GatewayAccess access = GatewayAccess.UNKNOWN;

    GatewayReady(PaymentGateway gateway) {
        this.gateway = gateway;
    }

    void start(@Observes StartupEvent started) {
        ask();
    }

    private void ask() {
        if (access != GatewayAccess.ACCEPTED && isAsking.compareAndSet(false, true)) {
            Thread.ofVirtual().start(() -> {
                try {
                    access = gateway.access();
                } finally {
                    isAsking.set(false);
                }
            });
        }
    }

    @Override
    public HealthCheckResponse call() {
        ask();
        return HealthCheckResponse.named("Payment gateway")
                .status(access != GatewayAccess.REFUSED)
                .withData("kind", gateway.kind())
                .withData("key", access.text())
                .build();
    }
}
