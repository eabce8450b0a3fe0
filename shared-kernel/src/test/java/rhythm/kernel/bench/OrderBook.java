package rhythm.kernel.bench;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import rhythm.kernel.gateway.Fate;
import rhythm.kernel.gateway.Orders;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.gateway.Reopened;
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

    /** How orders stand, by their ids; what is not said is open, and nothing of it is paid. */
    public final Map<String, Standing> standings = new ConcurrentHashMap<>();

    /** The orders that somebody asked about. */
    public final Set<String> asked = ConcurrentHashMap.newKeySet();

    /** What else happens while somebody asks. */
    public volatile Runnable meanwhile = () -> {};

    @Override
    public Optional<Map<String, Standing>> standings(String tenant, Collection<String> wanted) {
        meanwhile.run();
        asked.addAll(wanted);
        Map<String, Standing> known = new HashMap<>();
        wanted.forEach(order -> known.put(order, standings.getOrDefault(order, open(order))));
        return Optional.of(known);
    }

    private Standing open(String order) {
        return Optional.ofNullable(orders.get(order.replaceFirst("order-", "")))
                .map(placed -> placed.getBoolean("pro_forma", false)
                        ? new Standing(Fate.ESTIMATE)
                        : new Standing(Fate.OPEN, total(placed), total(placed), null, false, null))
                .orElse(new Standing(Fate.OPEN, BigDecimal.TEN));
    }

    /** The orders that were paid and are not any more. */
    public final List<Reopened> reopened = new CopyOnWriteArrayList<>();

    @Override
    public Optional<List<Reopened>> reopened(String tenant, String service) {
        return Optional.of(List.copyOf(reopened));
    }

    private static BigDecimal total(JsonObject order) {
        return order.getJsonArray("lines").stream()
                .map(line ->
                        new BigDecimal(((JsonObject) line).getValue("amount").toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public Placement place(String tenant, JsonObject order) {
        String key = order.getString("idempotency_key");
        Placement other = answer.apply(order);
        if (other != null) {
            return other;
        }
        orders.putIfAbsent(key, order);
        return new Placement.Placed("order-" + key, "invoice-" + key, total(order), order.getBoolean("charge", false));
    }
}
