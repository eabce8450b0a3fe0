package rhythm.kernel.gateway;

import io.vertx.core.json.JsonObject;

/** Where orders are placed, and paid for: collect-billing. Blocks; for virtual threads. */
public interface Orders {
    /**
     * Places an order once: the same {@code idempotency_key} always means the same order and the same charge, so that
     * whoever does not know what became of a call repeats it.
     */
    Placement place(String tenant, JsonObject order);
}
