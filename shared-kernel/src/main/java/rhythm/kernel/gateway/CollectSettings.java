package rhythm.kernel.gateway;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where collect-billing is; runs that need orders are refused where it is nowhere. */
@ConfigMapping(prefix = "rhythm.collect")
public interface CollectSettings {
    /** Its address, such as {@code http://collect-billing:8080}. */
    Optional<String> url();
}
