package rhythm.collect.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of a Stripe that is not there. */
record TestStripe(
        String url,
        Optional<String> apiKey,
        Duration timeout,
        int requestsPerSecond,
        boolean allowTestKeys,
        List<String> secrets)
        implements StripeSettings {
    TestStripe(String url, Optional<String> apiKey) {
        this(url, apiKey, Duration.ofMinutes(1), 1000, true, List.of("whsec_1"));
    }

    @Override
    public Optional<List<String>> webhookSecrets() {
        return Optional.of(secrets);
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(2);
    }
}
