package rhythm.collect.gateway;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the gateway in place that {@code rhythm.gateway} names: nobody plays with simulated money in production by omission. */
final class GatewayChoice {
    /** What stands in for secrets in examples. */
    private static final String EXAMPLE = "change-me";

    private GatewayChoice() {}

    @Produces
    @Singleton
    static PaymentGateway gateway(
            @ConfigProperty(name = "rhythm.gateway") Optional<String> name,
            GatewayLedger ledger,
            StripeSettings stripe) {
        return choose(name, LaunchMode.current() == LaunchMode.NORMAL, ledger, stripe);
    }

    /** Makes a wrong choice stop the service when it starts, not when it charges for the first time. */
    void start(@Observes StartupEvent started, PaymentGateway gateway) {}

    private static boolean isOfTestMode(StripeSettings stripe) {
        return stripe.apiKey().filter(key -> key.contains("_test_")).isPresent();
    }

    static PaymentGateway choose(
            Optional<String> name, boolean isProduction, GatewayLedger ledger, StripeSettings stripe) {
        if (name.isEmpty() && isProduction) {
            throw new IllegalStateException("rhythm.gateway must be set in production, to stripe or to simulated");
        }
        return switch (name.orElse("simulated")) {
            case "simulated" -> new SimulatedGateway(ledger);
            case "stripe" -> {
                if (isProduction && !stripe.allowTestKeys() && isOfTestMode(stripe)) {
                    throw new IllegalStateException(
                            "rhythm.stripe.api-key is of test mode; rhythm.stripe.allow-test-keys says that this is meant");
                }
                if (isProduction && stripe.webhookSecrets().orElse(List.of()).contains(EXAMPLE)) {
                    throw new IllegalStateException("rhythm.stripe.webhook-secrets is as the examples have it");
                }
                yield new StripeGateway(stripe);
            }
            default -> throw new IllegalStateException("rhythm.gateway is neither stripe nor simulated: " + name.get());
        };
    }
}
