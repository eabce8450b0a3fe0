package rhythm.collect.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.kernel.bench.TestDatabase.TENANT;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.gateway.Placement.Declined;
import rhythm.kernel.gateway.Placement.Placed;
import rhythm.kernel.gateway.Placement.Refused;

/** What an order is for is ordered and charged once, whoever asks for it by whichever key: after a restore, too. */
class OneOrderForEachThingTest {
    private static final Till TILL = new Till("things");

    @AfterAll
    static void close() {
        TILL.close();
    }

    /** The renewal of a member, for a price, under a key. */
    private static JsonObject renewal(String key, String member, double price) {
        JsonObject line = new JsonObject()
                .put("description", "Renewal")
                .put("unit_price", price)
                .put("subject_service", "membership")
                .put("subject_kind", "renewal")
                .put("subject_id", member)
                .put("subject_term", "2027-06-30");
        return new JsonObject()
                .put("name", "Renewal")
                .put("contact_id", "ann")
                .put("currency", "USD")
                .put("idempotency_key", key)
                .put("lines", JsonArray.of(line));
    }

    private static JsonObject charged(JsonObject order, String card) {
        return order.put("charge", true).put("stored_payment_method_id", card);
    }

    private static Placement place(JsonObject order) {
        return TILL.orders.place(TENANT, order);
    }

    private static Placed placed(JsonObject order) {
        return assertInstanceOf(Placed.class, place(order));
    }

    private static String status(String order) {
        return (String) TILL.one("status", "orders", "id = '" + order + "'");
    }

    @Test
    void another_run_gets_the_order_that_stands_and_charges_it_once() {
        TILL.card("t1", "ok");
        Placed first = placed(charged(renewal("run1_au_m1", "m1", 50), "t1"));
        int charges = TILL.line.charges;
        Placed again = placed(charged(renewal("run2_au_m1", "m1", 50), "t1"));
        assertEquals(first.orderId(), again.orderId());
        assertTrue(again.isPaid());
        assertEquals(charges, TILL.line.charges);
    }

    @Test
    void an_order_over_other_money_or_for_somebody_else_is_not_taken_for_it() {
        TILL.card("t2", "ok");
        Placed cheap = placed(renewal("k2", "m2", 0.01));
        int charges = TILL.line.charges;
        Refused refused = assertInstanceOf(Refused.class, place(charged(renewal("run_au_m2", "m2", 50), "t2")));
        assertTrue(refused.reason().contains("total") && refused.reason().contains(cheap.orderId()), refused.reason());
        assertInstanceOf(Refused.class, place(renewal("run_ro_m2", "m2", 0.01).put("contact_id", "ben")));
        assertEquals(charges, TILL.line.charges);
    }

    @Test
    void a_cancelled_order_makes_room_and_one_written_off_does_not() {
        Placed first = placed(renewal("a3", "m3", 50));
        TILL.database.sql("update invoices set status = 'written off' where id = $1 returning id", first.invoiceId());
        TILL.database.sql("update orders set status = 'cancelled' where id = $1 returning id", first.orderId());
        assertEquals(first.orderId(), placed(renewal("b3", "m3", 50)).orderId());

        Placed second = placed(renewal("a4", "m4", 50));
        TILL.database.sql(
                "with v as (update invoices set status = 'void' where id = $1 returning id)"
                        + " update orders set status = 'cancelled', invoice_id = null where id = $2 returning id",
                second.invoiceId(),
                second.orderId());
        assertNotEquals(second.orderId(), placed(renewal("b4", "m4", 50)).orderId());
    }

    @Test
    void an_estimate_gives_way_to_the_next_and_to_the_order_that_binds() {
        String first = placed(renewal("e1", "m5", 50).put("pro_forma", true)).orderId();
        String second = placed(renewal("e2", "m5", 60).put("pro_forma", true)).orderId();
        String binding = placed(renewal("b5", "m5", 70)).orderId();
        assertEquals(
                "cancelled cancelled awaiting payment", status(first) + " " + status(second) + " " + status(binding));
    }

    @Test
    void an_order_that_takes_the_place_of_another_takes_over_what_was_paid_on_it() {
        Placed small = placed(renewal("a6", "m6", 50));
        TILL.payInCash(small.invoiceId(), 20);
        Placed large = placed(renewal("b6", "m6", 80).put("replaces", JsonArray.of(small.orderId())));
        assertEquals("cancelled", status(small.orderId()));
        assertEquals("60.00", TILL.one("balance_due::text", "invoices", "order_id = '" + large.orderId() + "'"));

        TILL.payInCash(large.invoiceId(), 60);
        Refused refused = assertInstanceOf(
                Refused.class, place(renewal("c6", "m6b", 90).put("replaces", JsonArray.of(large.orderId()))));
        assertTrue(refused.reason().contains("is paid"), refused.reason());
    }

    @Test
    void what_one_customer_paid_does_not_move_to_anothers_order() {
        Placed anns = placed(renewal("a11", "m11", 50));
        TILL.payInCash(anns.invoiceId(), 20);
        Placed bens = placed(
                renewal("b11", "m11", 50).put("contact_id", "ben").put("replaces", JsonArray.of(anns.orderId())));
        assertEquals("50.00", TILL.one("balance_due::text", "invoices", "order_id = '" + bens.orderId() + "'"));
        assertEquals(
                1L,
                TILL.database.count("payments where order_id = '" + anns.orderId()
                        + "' and invoice_id is null and status = 'complete'"));
    }

    @Test
    void a_card_without_money_is_asked_as_often_as_the_policy_says_however_many_runs_come_by() {
        TILL.card("t7", "insufficient_funds");
        int charges = TILL.line.charges;
        List<Boolean> repeated = new ArrayList<>();
        for (int day = 0; day < 12; day++) {
            Declined declined =
                    assertInstanceOf(Declined.class, place(charged(renewal("run" + day + "_au_m7", "m7", 50), "t7")));
            repeated.add(declined.isRepeated());
            TILL.time.pass(Duration.ofDays(1));
        }
        assertEquals(3, TILL.line.charges - charges);
        assertEquals(List.of(false, true, true, false, true, true, false, true, true, true, true, true), repeated);

        TILL.card("t7b", "ok");
        assertTrue(placed(charged(renewal("run13_au_m7", "m7", 50), "t7b")).isPaid());
    }

    @Test
    void no_more_is_charged_than_was_listed() {
        TILL.card("t8", "ok");
        Placed order = placed(renewal("a8", "m8", 50));
        JsonObject listed = charged(renewal("r8", "m8", 30), "t8")
                .put("order_id", order.orderId())
                .put("expected_balance", 30);
        Refused refused = assertInstanceOf(Refused.class, place(listed));
        assertTrue(refused.reason().contains("expected_balance"), refused.reason());
    }

    @Test
    void a_gateway_that_took_the_money_before_a_restore_is_not_made_to_take_it_again() {
        TILL.card("t9", "ok");
        placed(charged(renewal("run1_au_m9", "m9", 50), "t9"));
        int charges = TILL.line.charges;
        TILL.database.tenants.withTenant(TENANT, tx -> {
            String order = "(select id from orders where idempotency_key = 'run1_au_m9')";
            tx.run("update orders set invoice_id = null, status = 'awaiting payment' where id in " + order);
            tx.run("delete from payments where order_id in " + order);
            tx.run("delete from payment_attempts where order_id in " + order);
            tx.run("delete from invoices where order_id in " + order);
            tx.run("delete from orders where id in " + order);
        });
        Placed again = placed(charged(renewal("run2_au_m9", "m9", 50), "t9"));
        assertTrue(again.isPaid());
        assertEquals(charges + 1, TILL.line.charges, "the gateway is asked");
        assertEquals(
                1L, TILL.database.count("gateway.gateway_ledger where outcome = 'succeeded' and key like '%\"m9\"%'"));
    }

    @Test
    void a_key_is_its_first_users() {
        JsonObject order = renewal("k10", "m10", 50);
        placed(order);
        TILL.database.sql("update orders set placed_by = 'another' where idempotency_key = 'k10' returning id");
        Refused refused = assertInstanceOf(Refused.class, place(order));
        assertTrue(refused.reason().contains("idempotency_key"), refused.reason());
    }
}
