package rhythm.collect.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.collect.money.Till.TENANT;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.gateway.Placement.Declined;
import rhythm.kernel.gateway.Placement.Placed;

/** Entries that are charged while people pay, suspend, void or write off: none is charged twice, and none is left for ever. */
class EntryFateTest {
    private static final String WRITE_OFF = "update invoices set status = 'written off' where id = $1";
    private static final String OPEN = "update invoices set status = 'open' where id = $1";
    private static final String VOID = "update invoices set status = 'void' where id = $1";
    private static final String REFUND = "update payments set status = 'refunded' where invoice_id = $1";
    private static final Till TILL = new Till("entry_fate");

    @AfterAll
    static void close() {
        TILL.close();
    }

    @AfterEach
    void lineIsSound() {
        TILL.line.diesAfterwards = false;
        TILL.line.diesBefore = false;
    }

    /** A schedule of that name on a card with the token, in three parts of 33.34, 33.33 and 33.33. */
    private static void plan(String schedule, String token) {
        TILL.card(schedule, token);
        TILL.plan(schedule, schedule);
    }

    private static Placement place(String action, String schedule, String entry) {
        return TILL.installments.place(
                TENANT,
                new JsonObject()
                        .put("idempotency_key", action)
                        .put("installment_schedule_id", schedule)
                        .put("entry_ids", new JsonArray().add(entry)));
    }

    private static void assertPaid(String action, String schedule, String amount) {
        Placed placed = (Placed) place(action, schedule, "e0");
        assertTrue(placed.isPaid());
        assertEquals(new BigDecimal(amount), placed.total());
        assertEquals(amount, TILL.taken(action));
        assertEquals(amount, TILL.paid(action));
    }

    /** The process dies when the gateway has charged, and before that is written down. */
    private static void die(String action, String schedule, String entry) {
        TILL.line.diesAfterwards = true;
        assertThrows(Till.Death.class, () -> place(action, schedule, entry));
        TILL.line.diesAfterwards = false;
        TILL.time.pass(Duration.ofMinutes(3));
    }

    /** The process dies when the charge is written down, and before the gateway hears of it. */
    private static void dieEarly(String action, String schedule) {
        TILL.line.diesBefore = true;
        assertThrows(Till.Death.class, () -> place(action, schedule, "e0"));
        TILL.line.diesBefore = false;
        TILL.time.pass(Duration.ofMinutes(3));
    }

    private static Object error(String schedule) {
        return TILL.one("error_message", "installment_schedules", "id = '" + schedule + "'");
    }

    @Test
    void moneyThatAnInvoiceDoesNotTakeMakesNoEntryPaid() {
        plan("stray", "ok");
        die("a1", "stray", "e0");
        TILL.payInCash(TILL.invoice("stray"), 30);
        assertPaid("a1", "stray", "33.34");
        assertNull(TILL.one("invoice_id", "payments", "idempotency_key = '7:chamber:5:a1:e0'"));
        assertEquals("active 0 billed/pending/pending", TILL.state("stray"));
        assertEquals("open", TILL.one("status", "invoices", "id = '" + TILL.invoice("stray") + "'"));
    }

    @Test
    void whatTookMoneyOnceIsNotChargedAgainByItself() {
        plan("again", "insufficient_funds");
        place("b1", "again", "e0");
        TILL.renew("again", "ok");
        assertEquals("active 0 failed/pending/pending", TILL.state("again"));
        die("b2", "again", "e0");
        TILL.payInCash(TILL.invoice("again"), 30);
        TILL.watch.look(TENANT);
        assertEquals("33.34", TILL.paid("b2"));
        assertEquals("active 0 billed/pending/pending", TILL.state("again"));
        TILL.change(TILL.invoice("again"), WRITE_OFF);
        TILL.change(TILL.invoice("again"), OPEN);
        assertEquals("active 0 billed/pending/pending", TILL.state("again"));
    }

    @Test
    void theLastPaymentOfASuspendedScheduleCompletesIt() {
        plan("last", "ok");
        place("c1", "last", "e0");
        place("c2", "last", "e1");
        die("c3", "last", "e2");
        TILL.turn("last", "suspended");
        TILL.database.sql(
                "update installment_schedules set suspended_until = '2027-12-01' where id = 'last' returning id");
        TILL.watch.look(TENANT);
        assertEquals("completed 0 paid/paid/paid", TILL.state("last"));
        assertNull(TILL.one("suspended_until", "installment_schedules", "id = 'last'"));
        assertEquals(TILL.one("id", "payments", "idempotency_key like '%:last:e2'"), TILL.database.sql("""
                        select e ->> 'payment_id' from installment_schedules s, jsonb_array_elements(s.entries) e
                        where s.id = 'last' and e ->> 'entry_id' = 'e2'"""));
    }

    @Test
    void aLatePaymentOfAnotherEntryLeavesTheSuspensionToTheNewCard() {
        plan("late", "ok");
        die("d1", "late", "e1");
        TILL.database.sql("update stored_payment_methods set token = 'lost_card' where id = 'late' returning id");
        place("d2", "late", "e0");
        Object declined = error("late");
        TILL.watch.look(TENANT);
        assertEquals("suspended 1 failed/paid/pending", TILL.state("late"));
        assertEquals(declined, error("late"));
        TILL.renew("late", "ok");
        assertEquals("active 0 failed/paid/pending", TILL.state("late"));
    }

    @Test
    void aDeclineAfterStaffSuspendedTheScheduleLeavesItTheirs() {
        plan("staff", "lost_card");
        die("e1", "staff", "e0");
        TILL.turn("staff", "suspended");
        assertTrue(((Declined) place("e1", "staff", "e0")).isHard());
        assertEquals("suspended 0 failed/pending/pending", TILL.state("staff"));
        assertNull(error("staff"));
        TILL.renew("staff", "ok");
        assertEquals("suspended 0 failed/pending/pending", TILL.state("staff"));
    }

    @Test
    void theRestOfAnEntryPaidInPartIsChargedNext() {
        plan("part", "ok");
        dieEarly("f1", "part");
        TILL.payInCash(TILL.invoice("part"), 10);
        assertEquals("withdrawn", ((Declined) place("f1", "part", "e0")).code());
        assertEquals("active 0 failed/pending/pending", TILL.state("part"));
        assertEquals(TILL.today(), TILL.one("next_processing_date", "installment_schedules", "id = 'part'"));
        assertPaid("f2", "part", "23.34");
        assertEquals("active 0 paid/pending/pending", TILL.state("part"));
        assertPaid("f2", "part", "23.34");
    }

    @Test
    void whatWasWithdrawnFromASuspendedScheduleIsChargedWhenItGoesOn() {
        plan("rest", "ok");
        dieEarly("g1", "rest");
        TILL.turn("rest", "suspended");
        TILL.watch.look(TENANT);
        assertEquals("suspended 0 failed/pending/pending", TILL.state("rest"));
        TILL.turn("rest", "active");
        assertPaid("g2", "rest", "33.34");
    }

    @Test
    void aWriteOffTakenBackIsChargedAgain() {
        plan("back", "ok");
        dieEarly("h1", "back");
        TILL.change(TILL.invoice("back"), WRITE_OFF);
        TILL.watch.look(TENANT);
        assertEquals("active 0 cancelled/pending/pending", TILL.state("back"));
        TILL.change(TILL.invoice("back"), OPEN);
        assertEquals("active 0 failed/pending/pending", TILL.state("back"));
        assertPaid("h2", "back", "33.34");
    }

    @Test
    void whatIsVoidIsBilledAgain() {
        plan("void", "insufficient_funds");
        place("i1", "void", "e0");
        String first = TILL.invoice("void");
        TILL.change(first, VOID);
        assertEquals("active 1 3 pending/pending/pending", TILL.state("void"));
        TILL.renew("void", "ok");
        Placed placed = (Placed) place("i2", "void", "e0");
        assertTrue(placed.isPaid());
        assertNotEquals(first, placed.invoiceId());
        assertEquals("active 0 paid/pending/pending", TILL.state("void"));
    }

    @Test
    void aVoidInvoiceSetsNoSuspendedScheduleGoing() {
        plan("dead", "lost_card");
        place("j1", "dead", "e0");
        TILL.renew("dead", "insufficient_funds");
        for (int i = 2; i < 5; i++) {
            TILL.time.pass(Duration.ofDays(3));
            place("j" + i, "dead", "e0");
        }
        TILL.change(TILL.invoice("dead"), VOID);
        assertEquals("suspended 3 pending/pending/pending", TILL.state("dead"));
        TILL.renew("dead", "ok");
        assertEquals("active 0 pending/pending/pending", TILL.state("dead"));
    }

    @Test
    void whatWasRefundedAndVoidedIsNotChargedAgain() {
        plan("refund", "ok");
        assertPaid("k1", "refund", "33.34");
        String invoice = TILL.invoice("refund");
        TILL.change(invoice, REFUND);
        assertEquals("active 0 billed/pending/pending", TILL.state("refund"));
        TILL.change(invoice, VOID);
        assertEquals("active 0 cancelled/pending/pending", TILL.state("refund"));
    }
}
