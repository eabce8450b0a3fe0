package rhythm.kernel.gateway;

import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.gateway.Placement.Declined;
import rhythm.kernel.gateway.Placement.Placed;
import rhythm.kernel.gateway.Placement.Refused;
import rhythm.kernel.gateway.Placement.Unreachable;

/** Orders in a collect-billing that is reached over HTTP. */
@Singleton
@Typed(CollectOrders.class)
public final class CollectOrders implements Orders {
    private static final Logger LOG = Logger.getLogger(CollectOrders.class);

    /** Reopened orders asked for in one call. */
    private static final int PAGE = 500;

    private final CollectCall call;
    private final CircuitBreakerMaintenance breakers;
    private final boolean isConnected;

    CollectOrders(CollectCall call, CollectSettings settings, CircuitBreakerMaintenance breakers) {
        this.call = call;
        this.breakers = breakers;
        this.isConnected = settings.url().isPresent();
    }

    public boolean isConnected() {
        return isConnected;
    }

    @Override
    public Placement place(String tenant, JsonObject order) {
        ServiceAnswer answer;
        try {
            answer = call.place(tenant, order.encode());
        } catch (RuntimeException unheard) { // or spared by the circuit breaker
            return new Unreachable(String.valueOf(unheard.getMessage()));
        }
        if (!answer.isOk()) {
            return new Refused(refusal(answer));
        }
        JsonObject standing = new JsonObject(answer.body());
        return otherThanAsked(order, standing).<Placement>map(Refused::new).orElseGet(() -> placement(order, standing));
    }

    @Override
    public boolean isAnswering() {
        return CollectCall.BREAKERS.stream()
                .noneMatch(breaker -> breakers.currentState(breaker) == CircuitBreakerState.OPEN);
    }

    @Override
    public Optional<Map<String, Standing>> standings(String tenant, Collection<String> orders) {
        JsonObject criteria = new JsonObject().put("ids", new JsonArray(List.copyOf(orders)));
        return heard(
                "how %d orders stand".formatted(orders.size()),
                () -> standings(search(tenant, criteria, Standing.FIELDS, orders.size(), null), orders));
    }

    private static Map<String, Standing> standings(JsonObject page, Collection<String> orders) {
        Map<String, Standing> standings = new HashMap<>();
        orders.forEach(order -> standings.put(order, Standing.GONE));
        items(page).forEach(order -> standings.put(order.getString("id"), Standing.of(order)));
        return standings;
    }

    @Override
    public Optional<List<Reopened>> reopened(String tenant, String service) {
        JsonObject criteria = new JsonObject()
                .put("was_paid", JsonArray.of(true))
                .put("status", JsonArray.of("awaiting payment", "cancelled"))
                .put("service", JsonArray.of(service));
        return heard("which orders were reopened", () -> {
            List<Reopened> all = new ArrayList<>();
            String from = null;
            do {
                JsonObject page = search(tenant, criteria, "balance_due", PAGE, from);
                items(page).forEach(order -> all.add(new Reopened(order.getString("id"), balance(order))));
                from = page.getString("LastEvaluatedKey");
            } while (from != null);
            return all;
        });
    }

    private static BigDecimal balance(JsonObject order) {
        Object balance = order.getValue("balance_due");
        return balance == null ? BigDecimal.ZERO : new BigDecimal(balance.toString());
    }

    private JsonObject search(String tenant, JsonObject criteria, String fields, int limit, @Nullable String from) {
        ServiceAnswer answer = call.search(tenant, criteria, fields, limit, from);
        if (!answer.isOk()) {
            throw new IllegalStateException(refusal(answer));
        }
        return new JsonObject(answer.body());
    }

    private static Stream<JsonObject> items(JsonObject page) {
        return page.getJsonArray("Items").stream().map(JsonObject.class::cast);
    }

    /** Empty when it cannot be asked; the next look will tell. */
    private static <T> Optional<T> heard(String what, Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (RuntimeException unheard) {
            LOG.warnf("collect-billing did not say %s: %s", what, unheard.getMessage());
            return Optional.empty();
        }
    }

    /** What was listed is what counts: another customer's order, or one over other money, is not taken for it. */
    private static Optional<String> otherThanAsked(JsonObject asked, JsonObject order) {
        if (asked.getString("order_id") != null) {
            return Optional.empty(); // collect-billing has compared what is open of it
        }
        List<String> compared = List.of("customer_type", "contact_id", "organization_id", "currency");
        return compared.stream()
                .filter(field -> asked.getValue(field) != null
                        && order.containsKey(field)
                        && !asked.getValue(field).equals(order.getValue(field)))
                .findFirst()
                .map(field -> "the order %s that collect-billing answered has %s %s, not %s"
                        .formatted(order.getString("id"), field, order.getValue(field), asked.getValue(field)))
                .or(() -> otherTotal(asked, order));
    }

    private static Optional<String> otherTotal(JsonObject asked, JsonObject order) {
        BigDecimal listed = asked.getJsonArray("lines", new JsonArray()).stream()
                .map(line ->
                        new BigDecimal(((JsonObject) line).getValue("amount").toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal total = new BigDecimal(order.getValue("total").toString());
        return !asked.containsKey("lines") || listed.compareTo(total) == 0
                ? Optional.empty()
                : Optional.of("the order %s that collect-billing answered is over %s, not %s"
                        .formatted(order.getString("id"), total.toPlainString(), listed.toPlainString()));
    }

    /** The order says by its {@code charge} what came of charging it. */
    private static Placement placement(JsonObject asked, JsonObject order) {
        JsonObject charge = order.getJsonObject("charge", new JsonObject());
        String invoice = order.getString("invoice_id");
        if ("declined".equals(charge.getString("status"))) {
            return new Declined(
                    order.getString("id"),
                    invoice,
                    charge.getString("code"),
                    charge.getBoolean("is_hard", false),
                    charge.getString("message", ""),
                    charge.getBoolean("is_repeated", false),
                    charge.getString("next_attempt_date") == null
                            ? null
                            : LocalDate.parse(charge.getString("next_attempt_date")));
        }
        if ("unknown".equals(charge.getString("status"))) {
            return new Unreachable("the outcome of the charge is not known yet");
        }
        BigDecimal total = asked.getString("order_id") != null
                ? null // part of it may have been paid before
                : new BigDecimal(order.getValue("total").toString());
        return new Placed(order.getString("id"), invoice, total, "paid".equals(order.getString("status")));
    }

    private static String refusal(ServiceAnswer answer) {
        return "collect-billing refused the order " + answer.reason();
    }
}
