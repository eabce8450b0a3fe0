package rhythm.kernel.bench;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import rhythm.kernel.gateway.Orders;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.gateway.Standing;

/** Takes orders as collect-billing would: one for each key, whatever it answers. */
public final class OrderBook implements Orders {
    /** The orders that stand, by key. */
    public final Map<String, JsonObject> orders = new ConcurrentHashMap<>();

    /** What comes back for an order; null: it is placed, and paid if it is to be charged. */
    public volatile Function<JsonObject, Placement> answer = order -> null;

    public volatile boolean isAnswering = true;

    @Override
    public boolean isAnswering() {
        return isAnswering;
    }

    /** How orders stand, by their ids; what is not said is not known. */
    public final Map<String, Standing> standings = new ConcurrentHashMap<>();

    /** The orders that somebody asked about. */
    public final Set<String> asked = ConcurrentHashMap.newKeySet();

    /** What else happens while somebody asks. */
    public volatile Runnable meanwhile = () -> {};

    @Override
    public Map<String, Standing> standings(String tenant, Collection<String> wanted) {
        meanwhile.run();
        asked.addAll(wanted);
        Map<String, Standing> known = new HashMap<>(standings);
        known.keySet().retainAll(wanted);
        return known;
    }

    @Override
    public Placement place(String tenant, JsonObject order) {
        String key = order.getString("idempotency_key");
        Placement other = answer.apply(order);
        if (other != null) {
            return other;
        }
        orders.putIfAbsent(key, order);
        BigDecimal total = order.getJsonArray("lines").stream()
                .map(line ->
                        new BigDecimal(((JsonObject) line).getValue("amount").toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Placement.Placed("order-" + key, "invoice-" + key, total, order.getBoolean("charge", false));
    }
}
