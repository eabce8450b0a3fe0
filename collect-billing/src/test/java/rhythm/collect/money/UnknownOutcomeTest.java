package rhythm.collect.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.collect.money.Till.TENANT;
import static rhythm.collect.money.Till.charged;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.gateway.Placement.Declined;
import rhythm.kernel.gateway.Placement.Placed;
import rhythm.kernel.gateway.Placement.Refused;
import rhythm.kernel.gateway.Placement.Unreachable;

/** Charges of which nobody heard the end: they are asked for by key, and never made twice. */
class UnknownOutcomeTest {
    private static final Till TILL = new Till("unknown_outcome");

    @AfterAll
    static void close() {
        TILL.close();
    }

    @AfterEach
    void lineIsSound() {
        TILL.line.diesAfterwards = false;
        TILL.line.diesBefore = false;
    }

    private static Placement place(JsonObject order) {
        return TILL.orders.place(TENANT, order);
    }

    private static void assertPaid(JsonObject order) {
        assertTrue(((Placed) place(order)).isPaid());
        String key = order.getString("idempotency_key");
        assertEquals("104.97", TILL.taken(key));
        assertEquals("104.97", TILL.paid(key));
    }

    @Test
    void aTimeoutAfterTheChargeIsAskedForAndNotRepeated() {
        TILL.card("m9", "timeout_after");
        int charges = TILL.line.charges;
        assertPaid(charged("o9", "m9"));
        assertEquals(charges + 1, TILL.line.charges);
    }

    @Test
    void aTimeoutBeforeTheChargeIsAskedForAndThenRepeatedWithTheSameKey() {
        TILL.card("m10", "timeout_before");
        int questions = TILL.line.questions;
        assertPaid(charged("o10", "m10"));
        assertEquals(questions + 1, TILL.line.questions);
    }

    @Test
    void aBrokenGatewayLeavesTheOutcomeOpenAndTheNextCallCompletesIt() {
        TILL.card("m11", "500");
        assertInstanceOf(Unreachable.class, place(charged("o11", "m11")));
        assertEquals("unknown", TILL.one("state", "payment_attempts", "request_key = 'o11'"));
        repair("m11");
        assertPaid(charged("o11", "m11"));
    }

    private static void repair(String card) {
        TILL.database.sql("update stored_payment_methods set token = 'ok' where id = $1 returning id", card);
    }

    /** The process dies when the gateway has charged, and before that is written down. */
    private static void die(String key, String card) {
        TILL.line.diesAfterwards = true;
        assertThrows(Till.Death.class, () -> place(charged(key, card)));
        TILL.line.diesAfterwards = false;
        assertEquals("started", TILL.one("state", "payment_attempts", "request_key = '" + key + "'"));
        assertEquals("104.97", TILL.taken(key));
        assertEquals("0", TILL.paid(key));
        TILL.time.pass(Duration.ofMinutes(3)); // the dead one's lease is over
    }

    @Test
    void aCrashBetweenTheChargeAndItsRecordIsTakenUpByAskingTheGateway() {
        TILL.card("m12", "ok");
        die("o12", "m12");
        int charges = TILL.line.charges;
        assertPaid(charged("o12", "m12"));
        assertEquals(charges, TILL.line.charges, "asked, not repeated");
    }

    @Test
    void aBatchThatIsClosedInTheMeantimeKeepsNoPaymentOut() {
        TILL.card("m14", "500");
        TILL.database.insert(
                "batches", new JsonObject().put("id", "b14").put("name", "June").put("status", "open"));
        JsonObject order = charged("o14", "m14").put("batch_id", "b14");
        assertInstanceOf(Unreachable.class, place(order));
        TILL.database.sql("update batches set status = 'closed' where id = 'b14' returning id");
        repair("m14");
        assertPaid(order);
        assertNull(TILL.one("batch_id", "payments", "idempotency_key = '7:chamber:3:o14'"));
    }

    @Test
    void moneyThatTheInvoiceNoLongerTakesIsWrittenDownAllTheSame() {
        TILL.card("m16", "ok");
        die("o16", "m16");
        TILL.payInCash((String) TILL.one("invoice_id", "orders", "idempotency_key = 'o16'"));
        assertPaid(charged("o16", "m16"));
        assertNull(TILL.one("invoice_id", "payments", "idempotency_key = '7:chamber:3:o16'"));
    }

    @Test
    void moneyThatWasTakenForACancelledOrderIsWrittenDownAllTheSame() {
        TILL.card("m17", "ok");
        die("o17", "m17");
        TILL.database.sql("update orders set status = 'cancelled' where idempotency_key = 'o17' returning id");
        assertPaid(charged("o17", "m17"));
        assertNull(TILL.one("invoice_id", "payments", "idempotency_key = '7:chamber:3:o17'"));
        assertEquals("cancelled", TILL.one("status", "orders", "idempotency_key = 'o17'"));
    }

    /** The process dies when the attempt is written down, and before the gateway hears of it. */
    private static void dieEarly(Executable call) {
        TILL.line.diesBefore = true;
        assertThrows(Till.Death.class, call);
        TILL.line.diesBefore = false;
        TILL.time.pass(Duration.ofMinutes(3));
    }

    @Test
    void whatWasPaidOtherwiseBeforeTheGatewayHeardOfItIsNotCharged() {
        TILL.card("m19", "ok");
        dieEarly(() -> place(charged("o19", "m19")));
        TILL.payInCash((String) TILL.one("invoice_id", "orders", "idempotency_key = 'o19'"));
        assertTrue(((Placed) place(charged("o19", "m19"))).isPaid());
        assertEquals("0", TILL.taken("o19"));
        assertEquals("declined withdrawn", TILL.one("state || ' ' || code", "payment_attempts", "request_key = 'o19'"));
    }

    @Test
    void whatWasCancelledBeforeTheGatewayHeardOfItIsNotCharged() {
        TILL.card("m20", "ok");
        dieEarly(() -> place(charged("o20", "m20")));
        TILL.database.sql("update orders set status = 'cancelled' where idempotency_key = 'o20' returning id");
        Declined declined = (Declined) place(charged("o20", "m20"));
        assertTrue(declined.message().endsWith("is cancelled"), declined::message);
        assertEquals("0", TILL.taken("o20"));
    }

    @Test
    void whatTheGatewayNeverHeardOfIsChargedWhenItIsStillOpen() {
        TILL.card("m21", "ok");
        dieEarly(() -> place(charged("o21", "m21")));
        assertPaid(charged("o21", "m21"));
    }

    @Test
    void anInstallmentOfAScheduleThatRestsMeanwhileIsNotChargedAndNotDunned() {
        TILL.card("m22", "ok");
        TILL.plan("s22", "m22");
        JsonObject due = entries("o22", "e0").put("installment_schedule_id", "s22");
        dieEarly(() -> TILL.installments.place(TENANT, due));
        TILL.database.sql("update installment_schedules set status = 'suspended' where id = 's22' returning id");
        assertEquals("withdrawn", ((Declined) TILL.installments.place(TENANT, due)).code());
        assertEquals("0", TILL.taken("o22"));
        assertEquals("suspended 0", TILL.one("status || ' ' || attempts", "installment_schedules", "id = 's22'"));
    }

    private static JsonObject paying(String key, String card, String first) {
        return charged(key, card).put("order_id", TILL.one("id", "orders", "idempotency_key = '" + first + "'"));
    }

    @Test
    void aChargeThatNobodyComesBackForIsWrittenDownForWhoeverComes() {
        TILL.card("m23", "ok");
        die("o23", "m23");
        assertTrue(((Placed) place(paying("o23other", "m23", "o23"))).isPaid());
        assertEquals("104.97", TILL.paid("o23"));
        assertEquals("0", TILL.taken("o23other"));
    }

    @Test
    void aChargeThatNobodyComesBackForIsWrittenDownAllTheSame() {
        TILL.card("m29", "ok");
        die("o29", "m29");
        int charges = TILL.line.charges;
        TILL.watch.look(TENANT);
        assertEquals("104.97", TILL.paid("o29"));
        assertEquals(charges, TILL.line.charges, "asked, not repeated");
        assertEquals("paid", TILL.one("status", "orders", "idempotency_key = 'o29'"));
        assertEquals(1L, TILL.one("count(*)", "due_work", "kind = 'open charges'"));
    }

    @Test
    void aChargeThatNobodyComesBackForAndThatIsNotWantedAnyMoreIsNotMade() {
        TILL.card("m30", "ok");
        dieEarly(() -> place(charged("o30", "m30")));
        TILL.payInCash((String) TILL.one("invoice_id", "orders", "idempotency_key = 'o30'"));
        TILL.watch.look(TENANT);
        assertEquals("0", TILL.taken("o30"));
        assertEquals("withdrawn", TILL.one("code", "payment_attempts", "request_key = 'o30'"));
    }

    @Test
    void aChargeThatCannotBeBroughtToItsEndKeepsNoOtherWaiting() {
        TILL.card("m31", "500");
        TILL.card("m32", "ok");
        place(charged("o31", "m31"));
        die("o32", "m32");
        TILL.watch.look(TENANT);
        assertEquals("104.97", TILL.paid("o32"));
        assertEquals("unknown", TILL.one("state", "payment_attempts", "request_key = 'o31'"));
        repair("m31");
        TILL.watch.look(TENANT);
        assertEquals("104.97", TILL.paid("o31"));
    }

    @Test
    void whoeverComesChargesWhenTheChargeBeforeCameToNothing() {
        TILL.card("m24", "500");
        TILL.card("m25", "ok");
        place(charged("o24", "m24"));
        assertInstanceOf(Unreachable.class, place(paying("o24other", "m25", "o24")), "nobody knows of the first");
        TILL.database.sql("update stored_payment_methods set token = 'decline' where id = 'm24' returning id");
        assertTrue(((Placed) place(paying("o24other", "m25", "o24"))).isPaid());
        assertEquals("0", TILL.taken("o24"));
        assertEquals("104.97", TILL.taken("o24other"));
    }

    @Test
    void anInstallmentIsTakenUpByTheNextRun() {
        TILL.card("m26", "ok");
        TILL.plan("s26", "m26");
        JsonObject first = entries("o26", "e0").put("installment_schedule_id", "s26");
        dieEarly(() -> TILL.installments.place(TENANT, first));
        JsonObject next = entries("o26next", "e0").put("installment_schedule_id", "s26");
        assertTrue(((Placed) TILL.installments.place(TENANT, next)).isPaid());
        assertEquals("33.34", TILL.taken("o26"));
        assertEquals("33.34", TILL.paid("o26"));
        assertEquals("0", TILL.taken("o26next"));
    }

    @Test
    void aChargeThatSomebodyIsAtIsLeftToThem() {
        TILL.card("m27", "ok");
        dieEarly(() -> place(charged("o27", "m27")));
        TILL.database.sql(
                "update payment_attempts set leased_until = 'infinity' where request_key = 'o27' returning key");
        Refused refused = (Refused) place(paying("o27other", "m27", "o27"));
        assertTrue(refused.reason().contains("is being charged already"), refused::reason);
        int questions = TILL.line.questions;
        TILL.watch.look(TENANT);
        assertEquals(questions, TILL.line.questions, "nor does anybody ask about it");
    }

    @Test
    void aLastInstallmentIsWrittenDownThoughItsOrderIsBilledWholeMeanwhile() {
        TILL.card("m18", "ok");
        TILL.plan("s18", "m18");
        assertTrue(((Placed) TILL.installments.place(TENANT, entries("o18", "e0", "e1"))).isPaid());
        TILL.line.diesAfterwards = true;
        assertThrows(Till.Death.class, () -> TILL.installments.place(TENANT, entries("o18", "e2")));
        TILL.line.diesAfterwards = false;
        TILL.time.pass(Duration.ofMinutes(3));
        TILL.database.sql("update installment_schedules set status = 'cancelled' where id = 's18' returning id");
        TILL.billWhole("order-s18");
        assertTrue(((Placed) TILL.installments.place(TENANT, entries("o18", "e2"))).isPaid());
        assertEquals("100.00", TILL.paid("o18"));
        assertEquals("awaiting payment", TILL.one("status", "orders", "id = 'order-s18'"));
    }

    private static JsonObject entries(String key, String... entries) {
        return new JsonObject()
                .put("idempotency_key", key)
                .put("installment_schedule_id", "s18")
                .put("entry_ids", new JsonArray(List.of(entries)));
    }
}
