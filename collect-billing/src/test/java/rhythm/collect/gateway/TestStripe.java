package rhythm.collect.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of a Stripe that is not there. */
record TestStripe(String url, Optional<String> apiKey, Duration timeout, int requestsPerSecond, boolean allowTestKeys)
        implements StripeSettings {
    TestStripe(String url, Optional<String> apiKey) {
        this(url, apiKey, Duration.ofMinutes(1), 1000, true);
    }

    @Override
    public Optional<List<String>> webhookSecrets() {
        return Optional.of(List.of("whsec_1"));
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(2);
    }
}
