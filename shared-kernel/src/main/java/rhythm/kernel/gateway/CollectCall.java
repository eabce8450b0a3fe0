package rhythm.kernel.gateway;

import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.gateway.ServiceAnswer.Unheard;

/** One call to collect-billing: repeated a little when it does not get through, and spared while nothing gets through. */
@Singleton
class CollectCall {
    private static final String PLACING = "collect";
    private static final String ASKING = "collect standings";

    /** One for placing orders, and one for asking about them: there a single call unheard, with its repetitions, is enough. */
    static final List<String> BREAKERS = List.of(PLACING, ASKING);

    private final CollectApi collect;
    private final ServiceTokens tokens;

    CollectCall(@RestClient CollectApi collect, ServiceTokens tokens) {
        this.collect = collect;
        this.tokens = tokens;
    }

    @Retry(maxRetries = 2, delay = 200, jitter = 150, retryOn = Unheard.class)
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.8, delay = 2000, failOn = Unheard.class)
    @CircuitBreakerName(PLACING)
    ServiceAnswer place(String tenant, String order) {
        return ServiceAnswer.hear(() -> collect.place(tenant, tokens.bearer(tenant), order));
    }

    /** Orders by a search of collect-billing's; some fields of them, at most so many, from the key on. */
    @Retry(maxRetries = 2, delay = 200, jitter = 150, retryOn = Unheard.class)
    @CircuitBreaker(requestVolumeThreshold = 3, failureRatio = 1, delay = 10_000, failOn = Unheard.class)
    @CircuitBreakerName(ASKING)
    ServiceAnswer search(String tenant, JsonObject criteria, String fields, int limit, @Nullable String from) {
        return ServiceAnswer.hear(
                () -> collect.search(tenant, tokens.bearer(tenant), fields, limit, from, criteria.encode()));
    }
}
