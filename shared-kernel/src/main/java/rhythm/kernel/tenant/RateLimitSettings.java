package rhythm.kernel.tenant;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many requests a tenant may make, over all replicas; its own settings may say otherwise. */
@ConfigMapping(prefix = "rhythm.rate-limit")
public interface RateLimitSettings {
    @WithDefault("6000")
    int requests();

    @WithDefault("PT1M")
    Duration window();
}
