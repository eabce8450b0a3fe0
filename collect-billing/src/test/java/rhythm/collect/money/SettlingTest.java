package rhythm.collect.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.collect.money.Till.TENANT;
import static rhythm.collect.money.Till.charged;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import rhythm.kernel.gateway.Placement.Placed;

/** Debits that a bank decides on within days: they count as paid until then, and what comes back is owed again. */
class SettlingTest {
    private static final Till TILL = new Till("settling");

    @AfterAll
    static void close() {
        TILL.close();
    }

    private static void fiveDaysLater() {
        TILL.time.pass(Duration.ofDays(5));
        TILL.watch.look(TENANT);
    }

    private static Object payment(String key) {
        return TILL.one(
                "status",
                "payments",
                "idempotency_key in (select a.key from payment_attempts a where a.request_key like '" + key + "%')");
    }

    private static Object order(String key) {
        return TILL.one("status", "orders", "idempotency_key = '" + key + "'");
    }

    @Test
    void whatABankHasStillToDecideCountsAsPaidAndIsAskedForOnceADay() {
        TILL.card("m1", "pending");
        assertTrue(((Placed) TILL.orders.place(TENANT, charged("o1", "m1"))).isPaid());
        assertEquals("settling", payment("o1"));
        assertEquals("paid", order("o1"));
        int charges = TILL.line.charges;
        int questions = TILL.line.questions;
        assertTrue(((Placed) TILL.orders.place(TENANT, charged("o1", "m1"))).isPaid());
        TILL.watch.look(TENANT);
        assertEquals(charges, TILL.line.charges);
        assertEquals(questions, TILL.line.questions, "nobody asks before a day is over");
        fiveDaysLater();
        assertEquals("complete", payment("o1"));
        assertEquals("paid", order("o1"));
        assertEquals("104.97", TILL.taken("o1"));
    }

    @Test
    void whatTheBankSendsBackIsOwedAgain() {
        TILL.card("m2", "returned");
        TILL.orders.place(TENANT, charged("o2", "m2"));
        assertEquals("paid", order("o2"));
        fiveDaysLater();
        assertEquals("returned", payment("o2"));
        assertEquals("awaiting payment", order("o2"));
        assertEquals(
                "104.97",
                String.valueOf(TILL.one(
                        "balance_due",
                        "invoices",
                        "order_id = (select o.id from orders o" + " where o.idempotency_key = 'o2')")));
        assertEquals("declined", TILL.one("state", "payment_attempts", "request_key = 'o2'"));
        assertEquals("0", TILL.taken("o2"));
    }

    @Test
    void anInstallmentThatComesBackIsDunned() {
        TILL.card("m5", "returned");
        TILL.plan("s5", "m5");
        JsonObject due = new JsonObject()
                .put("idempotency_key", "o5")
                .put("installment_schedule_id", "s5")
                .put("entry_ids", new JsonArray().add("e0"));
        assertTrue(((Placed) TILL.installments.place(TENANT, due)).isPaid());
        assertEquals("active 0 paid/pending/pending", TILL.state("s5"));
        fiveDaysLater();
        assertEquals("active 1 3 failed/pending/pending", TILL.state("s5"));
    }
}
