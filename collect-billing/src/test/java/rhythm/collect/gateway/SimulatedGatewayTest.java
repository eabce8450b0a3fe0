package rhythm.collect.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import rhythm.collect.CollectDatabase;
import rhythm.collect.gateway.Charge.Declined;
import rhythm.collect.gateway.Charge.Succeeded;
import rhythm.collect.gateway.Charge.Unknown;
import rhythm.kernel.bench.MovableClock;

class SimulatedGatewayTest {
    private static final CollectDatabase DATABASE = new CollectDatabase("simulated_gateway");
    private static final GatewayLedger LEDGER =
            new GatewayLedger(DATABASE.tenants, new MovableClock("2027-01-31T12:00:00Z"));
    private final PaymentGateway gateway = new SimulatedGateway(LEDGER);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private static ChargeRequest request(String tenant, String key, String token) {
        return new ChargeRequest(tenant, key, token, new BigDecimal("10.10"), "USD", "dues");
    }

    @Test
    void aChargeIsMadeOncePerKey() {
        Charge first = gateway.charge(request("once", "k1", "ok"));
        assertInstanceOf(Succeeded.class, first);
        assertEquals(first, gateway.charge(request("once", "k1", "lost_card")));
        assertEquals(Optional.of(first), gateway.find("k1"));
        assertEquals(Optional.empty(), gateway.find("never heard of"));
    }

    @Test
    void aDeclineStaysADecline() {
        Declined hard = new Declined("lost_card", true, "the card was declined: lost card");
        assertEquals(hard, gateway.charge(request("declines", "k2", "lost_card")));
        assertEquals(hard, gateway.charge(request("declines", "k2", "ok")));
        assertEquals(Optional.of(hard), gateway.find("k2"));
        Charge soft = gateway.charge(request("declines", "k3", "insufficient_funds"));
        assertEquals(new Declined("insufficient_funds", false, "the card was declined: insufficient funds"), soft);
    }

    @Test
    void aTimeoutBeforeTheChargeLeavesNothingAndTheRepeatGetsThrough() {
        assertInstanceOf(Unknown.class, gateway.charge(request("before", "k4", "timeout_before")));
        assertEquals(Optional.empty(), gateway.find("k4"));
        assertInstanceOf(Succeeded.class, gateway.charge(request("before", "k4", "timeout_before")));
    }

    @Test
    void aTimeoutAfterTheChargeHasTakenTheMoney() {
        assertInstanceOf(Unknown.class, gateway.charge(request("after", "k5", "timeout_after")));
        Charge found = gateway.find("k5").orElseThrow();
        assertInstanceOf(Succeeded.class, found);
        assertEquals(found, gateway.charge(request("after", "k5", "timeout_after")));
    }

    @Test
    void aBrokenGatewayHasTakenNothing() {
        assertInstanceOf(Unknown.class, gateway.charge(request("broken", "k6", "500")));
        assertEquals(Optional.empty(), gateway.find("k6"));
    }

    @Test
    void callersAtOnceWithOneKeyMakeOneCharge() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Charge> call = () -> gateway.charge(request("at once", "k7", "ok"));
            var answers =
                    threads.invokeAll(IntStream.range(0, 50).mapToObj(i -> call).toList());
            for (var answer : answers) {
                assertEquals(answers.getFirst().get(), answer.get());
            }
        }
        assertEquals(1, LEDGER.totals("at once").getJsonObject(0).getInteger("count"));
    }

    @Test
    void theLedgerAddsUpToTheCent() {
        IntStream.range(0, 30).forEach(i -> gateway.charge(request("cents", "c" + i, "decline-30")));
        JsonArray totals = LEDGER.totals("cents");
        int declined = totals.getJsonObject(0).getInteger("count");
        int charged = totals.getJsonObject(1).getInteger("count");
        assertEquals(30, declined + charged);
        assertTrue(declined > 0 && charged > 0);
        assertEquals(
                new BigDecimal("10.10").multiply(BigDecimal.valueOf(charged)).toPlainString(),
                totals.getJsonObject(1).getString("amount"));
        JsonArray lines = LEDGER.lines("cents", "c28", 10);
        assertEquals(8, lines.size()); // c29, c3 … c9
        assertEquals("c29", lines.getJsonObject(0).getString("key"));
        assertEquals("10.10", lines.getJsonObject(0).getString("amount"));
    }
}
