package rhythm.collect.gateway;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A tenant's account at a gateway, as its settings name it; empty where they name none. */
public record Account(@Nullable String kind, @Nullable String id) {
    public static final Account NONE = new Account(null, null);

    /** As settings and charges have it; null for a charge of before accounts were written down. */
    public static @Nullable Account of(@Nullable JsonObject written) {
        return written == null ? null : new Account(written.getString("kind"), written.getString("account"));
    }
}
