package rhythm.collect.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.collect.money.StripeTill.ACCOUNT;
import static rhythm.collect.money.Till.TENANT;
import static rhythm.collect.money.Till.charged;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rhythm.collect.gateway.TestGateways;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.gateway.Placement.Placed;
import rhythm.kernel.gateway.Placement.Refused;
import rhythm.kernel.process.Size;
import rhythm.stack.stripe.Trouble;

/** Charges, and what becomes of them, at a Stripe that keeps the rules of its documentation. */
class StripeDeskTest {
    private static final String VISA = "cus_1/pm_card_visa";

    private final StripeTill site = new StripeTill("stripe_desk", 100_000);

    @AfterEach
    void close() {
        site.close();
    }

    private Placement charge(String key, String card) {
        return site.till.orders.place(TENANT, charged(key, card));
    }

    private String payment(String key) {
        return (String) site.one("id", "payments", "idempotency_key = '7:chamber:%d:%s'".formatted(key.length(), key));
    }

    private Object status(String payment) {
        return site.one("status", "payments", "id = '" + payment + "'");
    }

    private Object order(String key) {
        return site.one("status", "orders", "idempotency_key = '" + key + "'");
    }

    private String intent(String payment) {
        return (String) site.one("gateway_reference", "payments", "id = '" + payment + "'");
    }

    private void assertAgreed() {
        assertEquals(0, site.taken().compareTo(site.booked()), () -> site.taken() + " taken, booked " + site.booked());
    }

    @Test
    void aChargeIsTwoCallsAndInTheBooks() {
        site.till.card("m1", VISA);
        assertTrue(((Placed) charge("o1", "m1")).isPaid());
        assertEquals(
                Set.of("/v1/payment_intents", "/v1/events", "/v1/payment_intents/pi_acct11/confirm"),
                site.stripe.calls.stream().map(call -> call.path()).collect(Collectors.toSet()),
                "the first charge of a day looks first what was charged before");
        int calls = site.stripe.calls.size();
        charge("o2", "m1");
        assertEquals(calls + 2, site.stripe.calls.size());
        assertAgreed();
    }

    @Test
    void withoutAnAccountNothingIsChargedAndItIsSaidWhy() {
        site.till.database.sql("update settings set gateway = null returning id");
        site.till.card("m1", VISA);
        assertTrue(((Refused) charge("o1", "m1")).reason().contains("settings.gateway"));
        assertEquals(0, site.stripe.calls.size());
        site.till.database.sql("""
                update settings set gateway = '{"kind": "simulated", "account": "a"}' returning id""");
        assertInstanceOf(Refused.class, charge("o1", "m1"));
        assertEquals(0, site.stripe.calls.size());
    }

    @Test
    void whateverGetsLostOrBreaksOffEverythingIsTakenOnceAndBooked() throws Exception {
        int orders = Size.of(150, 2_000);
        site.stripe.goes(new Trouble(0.1, 0.1));
        for (int i = 0; i < 10; i++) {
            site.till.card("m" + i, i == 3 ? "cus_1/pm_card_visa_chargeDeclinedInsufficientFunds" : VISA);
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(IntStream.range(0, orders)
                    .<Callable<Placement>>mapToObj(i -> () -> charge("o" + i, "m" + i % 10))
                    .toList());
        }
        for (int i = 0; i < 40; i++) {
            site.time.pass(Duration.ofMinutes(10));
            site.bring(new Random(i), 0.3);
        }
        site.stripe.goes(Trouble.NONE);
        site.time.pass(Duration.ofMinutes(10));
        site.bringAll();
        assertEquals(0L, site.one("count(*)", "payment_attempts", "state in ('started', 'unknown')"));
        assertAgreed();
        assertEquals(
                site.stripe.succeeded(ACCOUNT).size(),
                ((Long) site.one("count(*)", "orders", "status = 'paid'")).intValue(),
                "nobody paid twice");
        assertTrue(site.stripe.succeeded(ACCOUNT).size() > orders / 2, "most went through");
    }

    @Test
    void whoeverChargesAnewAfterARestoreChargesNothingTwice() {
        for (Duration later : List.of(Duration.ofMinutes(5), Duration.ofDays(2))) {
            site.restore();
            site.till.card("m1", VISA);
            for (int i = 0; i < 5; i++) {
                charge(later.toMinutes() + "-" + i, "m1");
            }
            int taken = site.stripe.succeeded(ACCOUNT).size();
            site.restore();
            site.time.pass(later);
            site.till.card("m1", VISA);
            for (int i = 0; i < 5; i++) {
                assertTrue(((Placed) charge(later.toMinutes() + "-" + i, "m1")).isPaid());
            }
            assertEquals(taken, site.stripe.succeeded(ACCOUNT).size());
            site.bringAll();
        }
    }

    @Test
    void whatWasChargedBeforeARestoreAndIsAskedForByNobodyWaitsForPeople() {
        site.till.card("m1", VISA);
        charge("o1", "m1");
        site.restore();
        site.till.watch.look(TENANT);
        assertEquals(
                "charge without a record 104.97", site.one("kind || ' ' || amount", "attention", "status = 'open'"));
        site.till.card("m1", VISA);
        charge("o1", "m1");
        site.time.pass(Duration.ofDays(1));
        site.till.watch.look(TENANT);
        assertEquals(0L, site.one("count(*)", "attention", "status = 'open'"));
    }

    @Test
    void debitsSettleOrComeBackByWhatTheGatewayTells() {
        site.till.card("m1", "cus_1/pm_usBankAccount");
        site.till.card("m2", "cus_1/pm_usBankAccount_debitNotAuthorized");
        charge("o1", "m1");
        charge("o2", "m2");
        assertEquals("settling", status(payment("o1")));
        site.time.pass(Duration.ofDays(4));
        site.bringAll();
        assertEquals("complete", status(payment("o1")));
        assertEquals("returned", status(payment("o2")));
        assertEquals("awaiting payment", order("o2"));
        assertAgreed();
    }

    @Test
    void moneyGoesBackThroughTheGatewayInWholeOrInPart() {
        site.till.card("m1", VISA);
        charge("o1", "m1");
        String payment = payment("o1");
        site.till.refunds.refund(TENANT, payment, new BigDecimal("4.97"), "too much", "ann");
        assertEquals("awaiting payment", order("o1"));
        assertEquals("4.97", String.valueOf(site.one("balance_due", "invoices", "status = 'open'")));
        assertAgreed();
        site.till.refunds.refund(TENANT, payment, null, "all of it", "ann");
        assertEquals("refunded", status(payment));
        assertEquals(0, site.taken().signum());
        assertAgreed();
        site.bringAll();
        assertEquals(
                2L, site.one("count(*)", "payments", "status = 'refunded'"), "news of our own refunds change nothing");
    }

    @Test
    void aRefundWhoseAnswerGotLostIsMadeOnce() {
        site.till.card("m1", VISA);
        charge("o1", "m1");
        site.stripe.goes(new Trouble(1, 0));
        site.till.refunds.refund(TENANT, payment("o1"), new BigDecimal("10"), "lost", "ann");
        assertEquals("complete", status(payment("o1")));
        site.stripe.goes(Trouble.NONE);
        site.time.pass(Duration.ofDays(2)); // the key is forgotten
        site.bringAll();
        assertEquals("94.97", site.taken().toPlainString());
        assertAgreed();
    }

    @Test
    void whatIsRefundedByHandAtTheGatewayIsBookedThoughTheNewsOfItGotLost() {
        site.till.card("m1", VISA);
        charge("o1", "m1");
        site.stripe.refundByHand(ACCOUNT, intent(payment("o1")), 3000);
        site.bring(new Random(1), 1);
        assertEquals("paid", order("o1"));
        site.time.pass(Duration.ofDays(1));
        site.till.watch.look(TENANT);
        assertEquals("awaiting payment", order("o1"));
        assertAgreed();
    }

    @Test
    void newsOfWhatIsKnownAskNothing() {
        site.till.card("m1", VISA);
        site.till.card("m2", "cus_1/pm_card_visa_chargeDeclinedLostCard");
        charge("o1", "m1");
        charge("o2", "m2");
        int calls = site.stripe.calls.size();
        site.bringAll();
        assertEquals(calls, site.stripe.calls.size());
        assertEquals(0L, site.one("count(*)", "gateway_events", "done_at is null"));
    }

    @Test
    void aDisputeTakesTheMoneyAndGivesItBackWhenItIsWon() {
        site.till.card("m1", VISA);
        charge("o1", "m1");
        charge("o2", "m1");
        String won = payment("o1");
        String lost = payment("o2");
        site.stripe.dispute(ACCOUNT, intent(won));
        site.stripe.dispute(ACCOUNT, intent(lost));
        site.bringAll();
        assertEquals("disputed", status(won));
        assertEquals("awaiting payment", order("o1"));
        assertAgreed();
        site.stripe.close(ACCOUNT, intent(won), true);
        site.stripe.close(ACCOUNT, intent(lost), false);
        site.bringAll();
        assertEquals("complete", status(won));
        assertEquals("paid", order("o1"));
        assertEquals("reversed", status(lost));
        assertEquals("awaiting payment", order("o2"));
        assertAgreed();
    }

    @Test
    void aThousandChargesAtTheDocumentedPaceNeedNoCallTwice() throws Exception {
        int orders = Size.of(150, 1_000);
        int pace = Size.of(250, 25);
        try (StripeTill paced = new StripeTill("stripe_pace", pace);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Till till = paced.till;
            Till.Line line = till.line;
            line.gateway = TestGateways.stripe(paced.stripe.url(), pace * 22 / 25);
            till.card("m1", VISA);
            threads.invokeAll(IntStream.range(0, orders)
                    .<Callable<Placement>>mapToObj(i -> () -> till.orders.place(TENANT, charged("p" + i, "m1")))
                    .toList());
            assertEquals(orders, paced.stripe.succeeded(ACCOUNT).size());
            int calls = paced.stripe.calls.size();
            System.out.printf(
                    "%d charges: %d calls, %.3f for each of two steps%n", orders, calls, calls / 2.0 / orders);
            assertTrue(calls <= 1.1 * 2 * orders, () -> calls + " calls");
        }
    }
}
