package rhythm.collect.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Gateways for tests of other packages. */
public final class TestGateways {
    private TestGateways() {}

    /** A Stripe at an address, paced to so many calls a second. */
    public static PaymentGateway stripe(String url, int aSecond) {
        return new StripeGateway(new TestStripe(
                url, Optional.of("sk_test_1"), Duration.ofMinutes(1), aSecond, true, List.of("whsec_1")));
    }
}
