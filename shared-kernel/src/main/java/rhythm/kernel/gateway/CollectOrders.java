package rhythm.kernel.gateway;

import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import rhythm.kernel.gateway.Placement.Declined;
import rhythm.kernel.gateway.Placement.Placed;
import rhythm.kernel.gateway.Placement.Refused;
import rhythm.kernel.gateway.Placement.Unreachable;

/** Orders in a collect-billing that is reached over HTTP. */
@Singleton
@Typed(CollectOrders.class)
public final class CollectOrders implements Orders {
    private static final Logger LOG = Logger.getLogger(CollectOrders.class);

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
        return answer.isOk() ? placement(order, new JsonObject(answer.body())) : new Refused(refusal(answer));
    }

    @Override
    public boolean isAnswering() {
        return CollectCall.BREAKERS.stream()
                .noneMatch(breaker -> breakers.currentState(breaker) == CircuitBreakerState.OPEN);
    }

    @Override
    public Map<String, Standing> standings(String tenant, Collection<String> orders) {
        Map<String, Standing> standings = new HashMap<>();
        try {
            ServiceAnswer answer = call.standings(tenant, orders);
            if (!answer.isOk()) {
                throw new IllegalStateException(refusal(answer));
            }
            for (Object item : new JsonObject(answer.body()).getJsonArray("Items")) {
                JsonObject order = (JsonObject) item;
                Object balance = order.getValue("balance_due");
                standings.put(
                        order.getString("id"),
                        new Standing(
                                order.getString("status"),
                                balance == null ? null : new BigDecimal(balance.toString())));
            }
        } catch (RuntimeException unheard) { // the next look will tell
            LOG.warnf("collect-billing did not say how %d orders stand: %s", orders.size(), unheard.getMessage());
        }
        return standings;
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
                    charge.getString("message", ""));
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
