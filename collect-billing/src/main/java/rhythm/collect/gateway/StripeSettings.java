package rhythm.collect.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where and as whom Stripe is asked. */
@ConfigMapping(prefix = "rhythm.stripe")
public interface StripeSettings {
    @WithDefault("https://api.stripe.com")
    String url();

    /** The secret key of the account. */
    Optional<String> apiKey();

    @WithDefault("PT5S")
    Duration connectTimeout();

    /** The longest wait for an answer; what takes longer is an unknown outcome. */
    @WithDefault("PT30S")
    Duration timeout();

    /** Calls a second for each account; a little less than the 25 that Stripe allows for one address (docs.stripe.com/rate-limits). */
    @WithDefault("22")
    int requestsPerSecond();

    /** With these Stripe signs its events, one for each of the endpoints that are set up there; several while one is replaced. */
    Optional<List<String>> webhookSecrets();

    /** Whether a key of test mode is meant in production, such as for a rehearsal: no money moves by it. */
    @WithDefault("false")
    boolean allowTestKeys();
}
