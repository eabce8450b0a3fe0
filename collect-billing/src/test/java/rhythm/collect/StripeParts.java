package rhythm.collect;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import rhythm.kernel.bench.RunningClock;
import rhythm.stack.stripe.FakeStripe;

/** Has the service under test charge by a Stripe that keeps the rules of its documentation. */
public final class StripeParts implements QuarkusTestResourceLifecycleManager {
    static final String SECRET = "whsec_1";
    static FakeStripe stripe;

    @Override
    public Map<String, String> start() {
        stripe = new FakeStripe(RunningClock.SHARED, 1000, 7);
        return Map.of(
                "rhythm.gateway",
                "stripe",
                "rhythm.stripe.url",
                stripe.url(),
                "rhythm.stripe.api-key",
                FakeStripe.API_KEY,
                "rhythm.stripe.webhook-secrets",
                "whsec_before," + SECRET);
    }

    @Override
    public void stop() {
        stripe.close();
    }
}
