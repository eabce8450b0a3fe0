package rhythm.collect.gateway;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.store.TenantDatabase;

class GatewayChoiceTest {
    private static final StripeSettings STRIPE = new TestStripe("http://localhost", Optional.of("sk_live_1"));

    private static final GatewayLedger LEDGER =
            new GatewayLedger(new TenantDatabase(null), new MovableClock("2027-01-31T12:00:00Z"));

    @Test
    void moneyIsSimulatedUnlessThisIsProduction() {
        assertInstanceOf(SimulatedGateway.class, GatewayChoice.choose(Optional.empty(), false, LEDGER, STRIPE));
        assertThrows(IllegalStateException.class, () -> GatewayChoice.choose(Optional.empty(), true, LEDGER, STRIPE));
    }

    @Test
    void productionSaysWhichGatewayItMeans() {
        assertInstanceOf(SimulatedGateway.class, GatewayChoice.choose(Optional.of("simulated"), true, LEDGER, STRIPE));
        assertInstanceOf(StripeGateway.class, GatewayChoice.choose(Optional.of("stripe"), true, LEDGER, STRIPE));
        assertThrows(
                IllegalStateException.class, () -> GatewayChoice.choose(Optional.of("paypal"), true, LEDGER, STRIPE));
    }

    @Test
    void stripeNeedsItsKey() {
        StripeSettings keyless = new TestStripe("http://localhost", Optional.empty());
        assertThrows(
                IllegalStateException.class, () -> GatewayChoice.choose(Optional.of("stripe"), true, LEDGER, keyless));
    }

    @Test
    void eventsSignedByWhatTheExamplesHaveAreNoGateways() {
        StripeSettings copied = new TestStripe(
                "http://localhost", Optional.of("sk_live_1"), Duration.ZERO, 22, false, List.of("change-me"));
        assertThrows(
                IllegalStateException.class, () -> GatewayChoice.choose(Optional.of("stripe"), true, LEDGER, copied));
    }

    @Test
    void productionTakesATestKeyOnlyWhereThatIsSaid() {
        Optional<String> key = Optional.of("sk_test_1");
        StripeSettings forgotten =
                new TestStripe("http://localhost", key, Duration.ZERO, 22, false, List.of("whsec_1"));
        Optional<String> stripe = Optional.of("stripe");
        assertThrows(IllegalStateException.class, () -> GatewayChoice.choose(stripe, true, LEDGER, forgotten));
        assertInstanceOf(StripeGateway.class, GatewayChoice.choose(stripe, false, LEDGER, forgotten));
        StripeSettings meant = new TestStripe("http://localhost", key);
        assertInstanceOf(StripeGateway.class, GatewayChoice.choose(stripe, true, LEDGER, meant));
    }
}
