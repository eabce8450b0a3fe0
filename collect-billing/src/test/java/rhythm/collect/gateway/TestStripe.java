package rhythm.collect.gateway;

import java.time.Duration;
import java.util.Optional;

/** Settings of a Stripe that is not there. */
record TestStripe(String url, Optional<String> apiKey, Duration timeout) implements StripeSettings {
    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(2);
    }
}
