package rhythm.kernel.gateway;

import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** One call to collect-billing: repeated a little when it does not get through, and spared while nothing gets through. */
@Singleton
class CollectCall {
    /** Answers after which the same call may get through: time-outs, too many requests, and its own failures. */
    private static final Set<Integer> PASSING = Set.of(401, 408, 425, 429);

    static final String BREAKER = "collect";

    private final CollectApi collect;
    private final CollectTokens tokens;

    CollectCall(@RestClient CollectApi collect, CollectTokens tokens) {
        this.collect = collect;
        this.tokens = tokens;
    }

    record Answer(int status, String body) {}

    /** It did not get through, or nobody knows whether it did. */
    static final class Unheard extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unheard(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    @Retry(maxRetries = 2, delay = 200, jitter = 150, retryOn = Unheard.class)
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.8, delay = 2000, failOn = Unheard.class)
    @CircuitBreakerName(BREAKER)
    Answer place(String tenant, String order) {
        return hear(() -> collect.place(tenant, tokens.bearer(tenant), order));
    }

    @Retry(maxRetries = 2, delay = 200, jitter = 150, retryOn = Unheard.class)
    Answer standings(String tenant, Collection<String> orders) {
        String criteria =
                new JsonObject().put("ids", new JsonArray(List.copyOf(orders))).encode();
        return hear(() -> collect.search(tenant, tokens.bearer(tenant), "status,balance_due", orders.size(), criteria));
    }

    private static Answer hear(Supplier<Response> call) {
        try (Response response = call.get()) {
            return heard(response);
        } catch (WebApplicationException refused) {
            return heard(refused.getResponse());
        } catch (Unheard unheard) {
            throw unheard;
        } catch (RuntimeException broken) {
            throw new Unheard(String.valueOf(broken.getMessage()), broken);
        }
    }

    private static Answer heard(Response response) {
        int status = response.getStatus();
        if (status >= 500 || PASSING.contains(status)) {
            throw new Unheard("it answered " + status, null);
        }
        return new Answer(status, response.readEntity(String.class));
    }
}
