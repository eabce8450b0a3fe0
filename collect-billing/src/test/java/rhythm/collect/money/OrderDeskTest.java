package rhythm.collect.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.collect.money.Till.TENANT;
import static rhythm.collect.money.Till.charged;
import static rhythm.collect.money.Till.order;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.gateway.Placement.Declined;
import rhythm.kernel.gateway.Placement.Placed;
import rhythm.kernel.gateway.Placement.Refused;

class OrderDeskTest {
    private static final Till TILL = new Till("order_desk");

    @AfterAll
    static void close() {
        TILL.close();
    }

    private static Placement place(JsonObject order) {
        return TILL.orders.place(TENANT, order);
    }

    private static Object invoice(String id) {
        return TILL.one("balance_due || ' ' || status", "invoices", "id = '" + id + "'");
    }

    private static Object statusOf(Placed placed) {
        return TILL.one("status", "orders", "id = '" + placed.orderId() + "'");
    }

    @Test
    void anOrderIsBilledOnce() {
        Placed placed = (Placed) place(order("o1"));
        assertEquals(new BigDecimal("104.97"), placed.total());
        assertEquals(placed, place(order("o1")));
        assertEquals("104.97 open", invoice(placed.invoiceId()));
        assertEquals("awaiting payment", statusOf(placed));
    }

    private static String refusal(JsonObject order) {
        return assertInstanceOf(Refused.class, place(order)).reason();
    }

    @Test
    void anOrderOfAnotherAmountOrForAnotherCustomerIsNotTakenForTheOneThatHasItsKey() {
        TILL.card("m30", "ok");
        JsonObject cent = order("o30");
        cent.getJsonArray("lines").getJsonObject(0).put("quantity", 1).put("unit_price", 0.01);
        Placed planted = (Placed) place(cent);
        assertEquals(
                "total: is 104.97 here and 0.01 in the order that has this idempotency_key",
                refusal(charged("o30", "m30")));
        assertEquals("0", TILL.taken("o30"));
        assertEquals("0.01 open", invoice(planted.invoiceId()));
        assertEquals(
                "contact_id: is contact bob here and contact ann in the order that has this idempotency_key",
                refusal(cent.copy().put("contact_id", "bob")));
        assertEquals(
                "currency: is EUR here and USD in the order that has this idempotency_key",
                refusal(cent.copy().put("currency", "EUR")));
        assertEquals(planted, place(cent));
    }

    @Test
    void aKeyThatPaidOneOrderDoesNotAnswerForAnother() {
        TILL.card("m31", "ok");
        Placed paid = (Placed) place(charged("o31", "m31"));
        Placed other = (Placed) place(order("o31other"));
        String used = "order_id: the idempotency_key was used to charge the order %s, not this one";
        assertEquals(
                used.formatted(paid.orderId()), refusal(charged("o31", "m31").put("order_id", other.orderId())));
        assertEquals("awaiting payment", statusOf(other));
        Placed first = (Placed) place(charged("o31pay", "m31").put("order_id", other.orderId()));
        assertTrue(first.isPaid());
        assertEquals(used.formatted(other.orderId()), refusal(charged("o31pay", "m31")));
        assertEquals("104.97", TILL.taken("o31pay"));
    }

    @Test
    void aProFormaOrderHasNoInvoiceAndIsNeverCharged() {
        Placed placed = (Placed) place(order("o2").put("pro_forma", true));
        assertNull(placed.invoiceId());
        assertEquals(0, TILL.database.count("invoices where order_id = '" + placed.orderId() + "'"));
        assertInstanceOf(Refused.class, place(charged("o2b", "none").put("pro_forma", true)));
    }

    @Test
    void aChargeClosesInvoiceAndOrder() {
        TILL.card("m3", "ok");
        Placed placed = (Placed) place(charged("o3", "m3"));
        assertTrue(placed.isPaid());
        assertEquals("0.00 paid", invoice(placed.invoiceId()));
        assertEquals("paid", statusOf(placed));
        assertEquals("104.97", TILL.taken("o3"));
        assertEquals("104.97", TILL.paid("o3"));
    }

    @Test
    void fiftyCallersWithOneKeyMakeOneOrderAndOneChargeAndSeeTheSameAnswer() throws Exception {
        TILL.card("m4", "slow-100");
        int before = TILL.line.charges;
        Set<Placement> answers = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Placement> call = () -> place(charged("o4", "m4"));
            for (Future<Placement> answer :
                    threads.invokeAll(IntStream.range(0, 50).mapToObj(i -> call).toList())) {
                answers.add(answer.get());
            }
        }
        assertEquals(1, answers.size(), answers::toString);
        assertTrue(((Placed) answers.iterator().next()).isPaid());
        assertEquals(1, TILL.database.count("orders where idempotency_key = 'o4'"));
        assertEquals(1, TILL.database.count("payments where idempotency_key = '7:chamber:2:o4'"));
        assertEquals(before + 1, TILL.line.charges);
        assertEquals("104.97", TILL.taken("o4"));
    }

    @Test
    void aHardDeclineLeavesTheOrderAwaitingPaymentAndIsNotTriedAgain() {
        TILL.card("m5", "lost_card");
        Declined declined = (Declined) place(charged("o5", "m5"));
        assertEquals("lost_card true", declined.code() + " " + declined.isHard());
        assertEquals("awaiting payment", TILL.one("status", "orders", "id = '" + declined.orderId() + "'"));
        assertEquals("104.97 open", invoice(declined.invoiceId()));
        int charges = TILL.line.charges;
        TILL.time.pass(Duration.ofDays(30));
        assertEquals(declined, place(charged("o5", "m5")));
        assertEquals(charges, TILL.line.charges);
    }

    @Test
    void aCardThatWasDeclinedForGoodIsNotAskedAgainForAnythingElse() {
        TILL.card("m24", "stolen_card");
        Declined first = (Declined) place(charged("o24", "m24"));
        int charges = TILL.line.charges;
        TILL.time.pass(Duration.ofDays(30));
        Declined later = (Declined) place(charged("o24-later", "m24").put("order_id", first.orderId()));
        assertEquals(first.orderId() + first.code(), later.orderId() + later.code());
        assertTrue(later.isRepeated(), "nothing was tried, and nobody need hear of it again");
        Declined other = (Declined) place(charged("o24-other", "m24"));
        assertEquals("stolen_card true", other.code() + " " + other.isHard());
        assertEquals("104.97 open", invoice(other.invoiceId()));
        assertEquals(charges, TILL.line.charges);
        TILL.database.sql("update stored_payment_methods set token = 'ok' where id = 'm24' returning id");
        assertTrue(((Placed) place(charged("o24-again", "m24").put("order_id", first.orderId()))).isPaid());
    }

    @Test
    void aNewCardIsTriedUnderTheSameKey() {
        TILL.card("m6", "stolen_card");
        TILL.card("m7", "ok");
        Declined declined = (Declined) place(charged("o6", "m6"));
        Placed placed = (Placed) place(charged("o6", "m7"));
        assertEquals(declined.orderId(), placed.orderId());
        assertTrue(placed.isPaid());
        assertEquals("104.97", TILL.paid("o6"));
    }

    @Test
    void aSoftDeclineIsTriedAgainOnAnotherDay() {
        TILL.card("m8", "insufficient_funds");
        Placement declined = place(charged("o8", "m8"));
        int charges = TILL.line.charges;
        assertEquals(declined, place(charged("o8", "m8")));
        assertEquals(charges, TILL.line.charges);
        TILL.time.pass(Duration.ofHours(25));
        Declined again = (Declined) place(charged("o8", "m8"));
        assertEquals(((Declined) declined).nextAttempt().plusDays(1), again.nextAttempt());
        assertEquals(charges + 1, TILL.line.charges);
    }

    @Test
    void anOpenOrderIsPaidByAnotherCallAndOnceOnly() {
        TILL.card("m15", "ok");
        Placed billed = (Placed) place(order("o15"));
        JsonObject pay = charged("o15pay", "m15").put("order_id", billed.orderId());
        Placed paid = (Placed) place(pay);
        assertEquals(billed.orderId(), paid.orderId());
        assertTrue(paid.isPaid());
        assertEquals(paid, place(pay));
        assertTrue(((Placed) place(charged("o15again", "m15").put("order_id", billed.orderId()))).isPaid());
        assertEquals("104.97", TILL.taken("o15pay"));
        assertEquals("0", TILL.taken("o15again"));
        assertEquals(0, TILL.database.count("orders where idempotency_key like 'o15_%'"));
    }

    @Test
    void aProFormaOrderThatIsChargedBecomesBindingAndIsBilledOnce() {
        TILL.card("m16", "ok");
        Placed forecast = (Placed) place(order("o16").put("pro_forma", true));
        JsonObject pay = charged("o16pay", "m16").put("order_id", forecast.orderId());
        Placed paid = (Placed) place(pay);
        assertEquals(forecast.orderId(), paid.orderId());
        assertTrue(paid.isPaid());
        assertEquals("0.00 paid", invoice(paid.invoiceId()));
        assertEquals(paid, place(pay));
        assertEquals("104.97", TILL.taken("o16pay"));
        assertEquals(1, TILL.database.count("invoices where order_id = '" + paid.orderId() + "'"));
    }

    @Test
    void aClosedBatchRefusesTheOrderAndNothingIsCharged() {
        TILL.card("m13", "ok");
        batch("b13", "closed");
        int charges = TILL.line.charges;
        Refused refused = (Refused) place(charged("o13", "m13").put("batch_id", "b13"));
        assertTrue(refused.reason().contains("batch"), refused::reason);
        assertEquals(0, TILL.database.count("orders where idempotency_key = 'o13'"));
        assertEquals(charges, TILL.line.charges);
    }

    @Test
    void anOrderWhoseBatchWasClosedIsNotChargedAnyMore() {
        TILL.card("m14", "ok");
        batch("b14", "open");
        Placed billed = (Placed) place(order("o14").put("batch_id", "b14"));
        TILL.database.sql("update batches set status = 'closed' where id = 'b14' returning id");
        assertInstanceOf(Refused.class, place(charged("o14pay", "m14").put("order_id", billed.orderId())));
        assertEquals("0", TILL.taken("o14pay"));
    }

    private static void cancel(String key) {
        TILL.database.sql("update orders set status = 'cancelled' where idempotency_key = $1 returning id", key);
    }

    @Test
    void aCancelledOrderIsNotChargedAnyMore() {
        TILL.card("m20", "insufficient_funds");
        TILL.card("m21", "ok");
        Placement declined = place(charged("o20", "m20"));
        cancel("o20");
        assertEquals(declined, place(charged("o20", "m20")), "the same call is answered alike");
        Refused refused = (Refused) place(charged("o20", "m21"));
        assertTrue(refused.reason().contains("is cancelled"), refused::reason);
        TILL.time.pass(Duration.ofHours(25));
        assertInstanceOf(Refused.class, place(charged("o20", "m20")));
        assertEquals("0", TILL.taken("o20"));
    }

    @Test
    void anOrderThatWasPaidByHandIsPaidWhateverItsCardSaid() {
        TILL.card("m22", "insufficient_funds");
        Declined declined = (Declined) place(charged("o22", "m22"));
        TILL.payInCash(declined.invoiceId());
        assertTrue(((Placed) place(charged("o22", "m22"))).isPaid());
        TILL.time.pass(Duration.ofHours(25));
        assertTrue(((Placed) place(charged("o22", "m22"))).isPaid());
    }

    private static void batch(String id, String status) {
        TILL.database.insert(
                "batches", new JsonObject().put("id", id).put("name", id).put("status", status));
    }

    @Test
    void whatIsWrongWithAnOrderIsSaid() {
        assertInstanceOf(Refused.class, place(order("o17").put("currency", "XAU")));
        assertInstanceOf(Refused.class, place(charged("o18", "nobodys card")));
        assertInstanceOf(Refused.class, place(order("o19").put("order_id", "none")));
        assertEquals(0, TILL.database.count("orders where idempotency_key in ('o17', 'o18', 'o19')"));
    }
}
