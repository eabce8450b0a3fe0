package rhythm.collect.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import rhythm.collect.CollectDatabase;
import rhythm.collect.gateway.Charge.Declined;
import rhythm.collect.gateway.Charge.Pending;
import rhythm.collect.gateway.Charge.Succeeded;
import rhythm.collect.gateway.Charge.Unknown;
import rhythm.kernel.bench.MovableClock;

class SimulatedGatewayTest {
    private static final CollectDatabase DATABASE = new CollectDatabase("simulated_gateway");
    private static final MovableClock TIME = new MovableClock("2027-01-31T12:00:00Z");
    private static final GatewayLedger LEDGER = new GatewayLedger(DATABASE.tenants, TIME);
    private final PaymentGateway gateway = new SimulatedGateway(LEDGER);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private static ChargeRequest request(String tenant, String key, String token) {
        return new ChargeRequest(tenant, Account.NONE, key, key, token, new BigDecimal("10.10"), "USD", "dues");
    }

    private String intent(ChargeRequest request) {
        return ((Prepared.Made) gateway.prepare(request, 1)).intent();
    }

    private Charge charge(ChargeRequest request) {
        return gateway.confirm(request, intent(request));
    }

    private Charge read(ChargeRequest request) {
        return gateway.read(request, intent(request));
    }

    private static void assertOpen(Charge charge) {
        assertTrue(assertInstanceOf(Unknown.class, charge).isOpen());
    }

    @Test
    void aChargeIsMadeOncePerKey() {
        Charge first = charge(request("once", "k1", "ok"));
        assertInstanceOf(Succeeded.class, first);
        assertEquals(first, charge(request("once", "k1", "lost_card")));
        assertEquals(first, read(request("once", "k1", "ok")));
        assertOpen(read(request("once", "never confirmed", "ok")));
    }

    @Test
    void aDeclineStaysADeclineAndTheSameIntentMayPassWithAnotherKey() {
        Declined hard = new Declined("lost_card", Advice.HARD, "the card was declined: lost card");
        ChargeRequest request = request("declines", "k2", "lost_card");
        assertEquals(hard, charge(request));
        assertEquals(hard, charge(request("declines", "k2", "ok")));
        assertEquals(hard, read(request));
        Charge soft = charge(request("declines", "k3", "insufficient_funds"));
        assertEquals(
                new Declined("insufficient_funds", Advice.SOFT, "the card was declined: insufficient funds"), soft);
        assertInstanceOf(Succeeded.class, gateway.confirm(request("declines", "k2#2", "ok"), intent(request)));
        assertInstanceOf(Succeeded.class, read(request), "what came last is what it is");
    }

    @Test
    void ofAnIntentMoneyIsTakenOnceOrNever() {
        ChargeRequest request = request("never", "k8", "ok");
        assertTrue(((Declined) gateway.cancel(request, intent(request))).isWithdrawn());
        assertTrue(((Declined) charge(request)).isWithdrawn());
        ChargeRequest taken = request("never", "k9", "ok");
        Charge charge = charge(taken);
        assertEquals(charge, gateway.cancel(taken, intent(taken)));
        assertEquals(charge, gateway.confirm(request("never", "k9#2", "ok"), intent(taken)));
        assertEquals("10.10", LEDGER.totals("never").getJsonObject(1).getString("amount"));
    }

    @Test
    void aBankDecidesOnADebitWithinDays() {
        ChargeRequest good = request("banks", "k10", "pending");
        ChargeRequest bad = request("banks", "k11", "returned");
        assertInstanceOf(Pending.class, charge(good));
        assertInstanceOf(Pending.class, charge(bad));
        assertInstanceOf(Pending.class, gateway.cancel(good, intent(good)), "the bank has it already");
        TIME.pass(Duration.ofDays(5));
        assertInstanceOf(Succeeded.class, read(good));
        assertEquals("insufficient_funds", ((Declined) read(bad)).code());
    }

    @Test
    void aTimeoutBeforeTheChargeLeavesNothingAndTheRepeatGetsThrough() {
        ChargeRequest request = request("before", "k4", "timeout_before");
        assertInstanceOf(Unknown.class, charge(request));
        assertOpen(read(request));
        assertInstanceOf(Succeeded.class, charge(request));
    }

    @Test
    void aTimeoutAfterTheChargeHasTakenTheMoney() {
        ChargeRequest request = request("after", "k5", "timeout_after");
        assertInstanceOf(Unknown.class, charge(request));
        Charge found = read(request);
        assertInstanceOf(Succeeded.class, found);
        assertEquals(found, charge(request));
    }

    @Test
    void aBrokenGatewayHasTakenNothing() {
        assertInstanceOf(Unknown.class, charge(request("broken", "k6", "500")));
        assertOpen(read(request("broken", "k6", "500")));
        assertInstanceOf(Charge.Refused.class, charge(request("broken", "k12", "refused")));
    }

    @Test
    void callersAtOnceWithOneKeyMakeOneCharge() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Charge> call = () -> charge(request("at once", "k7", "ok"));
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
        IntStream.range(0, 30).forEach(i -> charge(request("cents", "c" + i, "decline-30")));
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
