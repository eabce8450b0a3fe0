package rhythm.collect.money;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long charges and refunds are waited for. */
@ConfigMapping(prefix = "rhythm.charge")
public interface ChargeSettings {
    /** Longer than the gateway takes to answer, with all its repeats: whoever holds a charge longer is dead. */
    @WithDefault("PT2M")
    Duration lease();

    /** A charge that the gateway could not decide for so long is cancelled there, and made anew where it is still wanted. */
    @WithDefault("PT5M")
    Duration patience();
}
