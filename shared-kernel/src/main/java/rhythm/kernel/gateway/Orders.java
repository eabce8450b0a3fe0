package rhythm.kernel.gateway;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where orders are placed, and paid for: collect-billing. Blocks; for virtual threads. */
public interface Orders {
    /** The service that takes them. */
    String SERVICE = "collect-billing";

    /**
     * Places an order once: the same {@code idempotency_key} always means the same order and the same charge, so that
     * whoever does not know what became of a call repeats it.
     */
    Placement place(String tenant, JsonObject order);

    /** How these orders stand, at most 500, each of them; empty while it cannot be asked. */
    default Optional<Map<String, Standing>> standings(String tenant, Collection<String> orders) {
        return Optional.empty();
    }

    /** All orders that this service placed, that were paid, and are not any more; empty while it cannot be asked. */
    default Optional<List<Reopened>> reopened(String tenant, String service) {
        return Optional.empty();
    }

    /** Whether a call has a chance to get through; while not, one is enough to find out. */
    default boolean isAnswering() {
        return true;
    }
}
