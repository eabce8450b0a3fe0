package rhythm.collect.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.collect.money.Till.TENANT;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.gateway.Placement.Declined;
import rhythm.kernel.gateway.Placement.Placed;
import rhythm.kernel.gateway.Placement.Refused;

class InstallmentDeskTest {
    private static final Till TILL = new Till("installment_desk");

    @AfterAll
    static void close() {
        TILL.close();
    }

    @AfterEach
    void lineIsSound() {
        TILL.line.diesAfterwards = false;
        TILL.database.sql("delete from settings where tenant_id = 'chamber'");
    }

    /** The first entry, which is due, unless others are named. */
    private static JsonObject due(String action, String schedule) {
        return new JsonObject()
                .put("idempotency_key", action)
                .put("installment_schedule_id", schedule)
                .put("entry_ids", new JsonArray().add("e0"));
    }

    private static Placement place(String action, String schedule) {
        return TILL.installments.place(TENANT, due(action, schedule));
    }

    private static Object state(String schedule) {
        return TILL.state(schedule);
    }

    @Test
    void aDueEntryIsBilledAndChargedOnce() {
        TILL.card("c1", "ok");
        TILL.plan("s1", "c1");
        Placed placed = (Placed) place("a1", "s1");
        assertEquals(new BigDecimal("33.34"), placed.total());
        assertTrue(placed.isPaid());
        assertEquals("active 0 paid/pending/pending", state("s1"));
        assertEquals("paid", TILL.one("status", "invoices", "id = '" + placed.invoiceId() + "'"));
        assertEquals(placed, place("a1", "s1"));
        assertInstanceOf(Refused.class, place("a1b", "s1"));
        assertEquals("33.34", TILL.taken("a1"));
    }

    @Test
    void theLastEntryCompletesTheScheduleAndPaysTheOrderToTheCent() {
        TILL.card("c2", "ok");
        TILL.plan("s2", "c2");
        JsonObject all = due("a2", "s2")
                .put("entry_ids", new JsonArray().add("e0").add("e1").add("e2"));
        Placed placed = (Placed) TILL.installments.place(TENANT, all);
        assertEquals(new BigDecimal("100.00"), placed.total());
        assertEquals("completed 0 paid/paid/paid", state("s2"));
        assertEquals("paid", TILL.one("status", "orders", "id = 'order-s2'"));
        assertEquals("100.00", TILL.taken("a2"));
        assertEquals("100.00", TILL.paid("a2"));
    }

    @Test
    void aSoftDeclineIsTriedThreeTimesThreeDaysApartAndThenSuspends() {
        TILL.card("c3", "insufficient_funds");
        TILL.plan("s3", "c3");
        assertInstanceOf(Declined.class, place("a3-1", "s3"));
        assertEquals("active 1 3 failed/pending/pending", state("s3"));
        TILL.time.pass(Duration.ofDays(3));
        assertInstanceOf(Declined.class, place("a3-2", "s3"));
        assertEquals("active 2 3 failed/pending/pending", state("s3"));
        TILL.time.pass(Duration.ofDays(3));
        Placement last = place("a3-3", "s3");
        assertEquals("suspended 3 failed/pending/pending", state("s3"));
        assertEquals(
                "insufficient_funds: the card was declined: insufficient funds",
                TILL.one("error_message", "installment_schedules", "id = 's3'"));
        assertEquals(last, place("a3-3", "s3"));
        assertInstanceOf(Refused.class, place("a3-4", "s3"));
        assertEquals(1, TILL.database.count("invoices where installment_schedule_id = 's3'"));
        assertEquals(3, TILL.database.count("payment_attempts where installment_schedule_id = 's3'"));
    }

    @Test
    void howPatientTheTenantIsStandsInItsSettings() {
        TILL.database.insert(
                "settings",
                new JsonObject()
                        .put("id", "settings")
                        .put("dunning_attempts", 2)
                        .put("dunning_days_apart", 10));
        TILL.card("c4", "processing_error");
        TILL.plan("s4", "c4");
        place("a4-1", "s4");
        assertEquals("active 1 10 failed/pending/pending", state("s4"));
        TILL.time.pass(Duration.ofDays(10));
        place("a4-2", "s4");
        assertEquals("suspended 2 failed/pending/pending", state("s4"));
    }

    @Test
    void aHardDeclineSuspendsAtOnce() {
        TILL.card("c5", "account_closed");
        TILL.plan("s5", "c5");
        assertTrue(((Declined) place("a5", "s5")).isHard());
        assertEquals("suspended 1 failed/pending/pending", state("s5"));
    }

    @Test
    void aDeclineInBetweenIsRecoveredByTheNextAttempt() {
        TILL.card("c6", "insufficient_funds");
        TILL.plan("s6", "c6");
        place("a6-1", "s6");
        TILL.time.pass(Duration.ofDays(3));
        TILL.database.sql("update stored_payment_methods set token = 'ok' where id = 'c6' returning id");
        assertTrue(((Placed) place("a6-2", "s6")).isPaid());
        assertEquals("active 0 paid/pending/pending", state("s6"));
        assertEquals("33.34", TILL.paid("a6-2"));
    }

    @Test
    void aNewTokenSetsASuspendedScheduleGoingAgain() {
        TILL.card("c7", "lost_card");
        TILL.plan("s7", "c7");
        place("a7", "s7");
        TILL.renew("c7", "ok");
        assertEquals("active 0 failed/pending/pending", state("s7"));
        assertTrue(((Placed) place("a7b", "s7")).isPaid());
        assertEquals("33.34", TILL.taken("a7b"));
    }

    @Test
    void aCrashAfterTheChargeIsTakenUpAndTheEntryIsPaidOnce() {
        TILL.card("c8", "ok");
        TILL.plan("s8", "c8");
        TILL.line.diesAfterwards = true;
        assertThrows(Till.Death.class, () -> place("a8", "s8"));
        assertEquals("active 0 billed/pending/pending", state("s8"));
        TILL.line.diesAfterwards = false;
        TILL.time.pass(Duration.ofMinutes(3));
        assertTrue(((Placed) place("a8", "s8")).isPaid());
        assertEquals("active 0 paid/pending/pending", state("s8"));
        assertEquals("33.34", TILL.taken("a8"));
        assertEquals("33.34", TILL.paid("a8"));
    }

    @Test
    void callersAtOnceWithOneActionChargeItsEntriesOnce() throws Exception {
        TILL.card("c10", "slow-50");
        TILL.plan("s10", "c10");
        Set<Placement> answers = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Placement> call = () -> TILL.installments.place(
                    TENANT,
                    due("a10", "s10").put("entry_ids", new JsonArray().add("e0").add("e1")));
            for (Future<Placement> answer :
                    threads.invokeAll(IntStream.range(0, 20).mapToObj(i -> call).toList())) {
                answers.add(answer.get());
            }
        }
        assertEquals(1, answers.size(), answers::toString);
        assertEquals("active 0 paid/paid/pending", state("s10"));
        assertEquals("66.67", TILL.taken("a10"));
        assertEquals("66.67", TILL.paid("a10"));
    }

    @Test
    void anEntryWhoseInvoiceIsSettledOtherwiseDoesNotHoldUpTheNext() {
        TILL.card("c11", "insufficient_funds");
        TILL.plan("s11", "c11");
        place("a11", "s11");
        TILL.change(TILL.invoice("s11"), "update invoices set status = 'written off' where id = $1");
        TILL.database.sql("update stored_payment_methods set token = 'ok' where id = 'c11' returning id");
        TILL.time.pass(Duration.ofDays(3));
        JsonObject both =
                due("a11b", "s11").put("entry_ids", new JsonArray().add("e0").add("e1"));
        assertEquals(new BigDecimal("33.33"), ((Placed) TILL.installments.place(TENANT, both)).total());
        assertEquals("active 0 cancelled/paid/pending", state("s11"));
        assertEquals("33.33", TILL.taken("a11b"));
        assertInstanceOf(Refused.class, place("a11c", "s11"));
    }

    @Test
    void aDeclineThatComesToLightAfterTheEntryWasPaidOtherwiseChangesNothing() {
        TILL.card("c12", "lost_card");
        TILL.plan("s12", "c12");
        TILL.line.diesAfterwards = true;
        assertThrows(Till.Death.class, () -> place("a12", "s12"));
        TILL.line.diesAfterwards = false;
        TILL.database.sql("""
                update installment_schedules set entries = jsonb_set(entries, '{0,status}', '"paid"') where id = 's12'
                returning id""");
        TILL.time.pass(Duration.ofMinutes(3));
        assertInstanceOf(Declined.class, place("a12", "s12"));
        assertEquals("active 0 paid/pending/pending", state("s12"));
    }

    @Test
    void aLateDeclineOfACardDoesNotSuspendTheScheduleThatHasAnother() {
        TILL.card("c13", "lost_card");
        TILL.card("c13b", "ok");
        TILL.plan("s13", "c13");
        TILL.line.diesAfterwards = true;
        assertThrows(Till.Death.class, () -> place("a13", "s13"));
        TILL.line.diesAfterwards = false;
        TILL.database.sql(
                "update installment_schedules set stored_payment_method_id = 'c13b' where id = 's13' returning id");
        TILL.time.pass(Duration.ofMinutes(3));
        assertInstanceOf(Declined.class, place("a13", "s13"));
        assertEquals("active 0 failed/pending/pending", state("s13"));
        assertTrue(((Placed) place("a13b", "s13")).isPaid());
        assertEquals("active 0 paid/pending/pending", state("s13"));
    }

    @Test
    void whatWasChargedBeforeARefusalIsSaidWithIt() {
        TILL.card("c14", "ok");
        TILL.plan("s14", "c14");
        JsonObject both =
                due("a14", "s14").put("entry_ids", new JsonArray().add("e0").add("nowhere"));
        Declined declined = (Declined) TILL.installments.place(TENANT, both);
        assertEquals(TILL.invoice("s14"), declined.invoiceId());
        assertEquals("order-s14", declined.orderId());
        assertEquals("there is no entry nowhere in the schedule s14; 33.34 was charged before", declined.message());
        assertEquals(declined, TILL.installments.place(TENANT, both));
        assertEquals("33.34", TILL.taken("a14"));
    }

    @Test
    void ofTwoActionsThatDecidedAScheduleTheLaterWaitsWhenTheEarlierWasDeclined() {
        TILL.card("c17", "insufficient_funds");
        TILL.plan("s17", "c17");
        assertInstanceOf(Declined.class, place("a17", "s17"));
        int charges = TILL.line.charges;
        for (String entry : List.of("e0", "e1")) {
            JsonObject other = due("a17b", "s17").put("entry_ids", new JsonArray().add(entry));
            Refused refused = (Refused) TILL.installments.place(TENANT, other);
            assertTrue(
                    refused.reason()
                            .endsWith("waits for its next attempt on "
                                    + TILL.today().plusDays(3)),
                    refused::reason);
        }
        assertEquals(charges, TILL.line.charges);
        assertEquals("active 1 3 failed/pending/pending", state("s17"));
        TILL.time.pass(Duration.ofDays(3));
        assertInstanceOf(Declined.class, place("a17b", "s17"));
    }

    @Test
    void withoutACardAnEntryIsOnlyBilled() {
        TILL.plan("s9", null);
        Placed placed = (Placed) place("a9", "s9");
        assertEquals(false, placed.isPaid());
        assertEquals("active 0 billed/pending/pending", state("s9"));
        assertEquals("open", TILL.one("status", "invoices", "id = '" + placed.invoiceId() + "'"));
    }
}
