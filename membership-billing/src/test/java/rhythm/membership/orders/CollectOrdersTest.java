package rhythm.membership.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.gateway.CollectOrders;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.gateway.Placement.Declined;
import rhythm.kernel.gateway.Placement.Placed;
import rhythm.kernel.gateway.Placement.Refused;
import rhythm.kernel.gateway.Placement.Unreachable;
import rhythm.kernel.gateway.Standing;

/** What collect-billing answers, as the engine understands it. */
@QuarkusTest
@WithTestResource(ScriptedServices.class)
class CollectOrdersTest {
    private static final JsonObject ORDER = new JsonObject().put("idempotency_key", "run_ro_m1");

    @Inject
    CollectOrders orders;

    @Inject
    CircuitBreakerMaintenance breakers;

    @BeforeEach
    void forget() {
        ScriptedServices.CALLS.clear();
        ScriptedServices.ANSWERS.clear();
        breakers.resetAll();
    }

    private Placement placed(int status, String body) {
        ScriptedServices.ANSWERS.add(Map.entry(status, body));
        return orders.place("acme", ORDER);
    }

    @Test
    void an_order_that_stands_comes_with_its_invoice_and_total() {
        Placed placed = assertInstanceOf(
                Placed.class,
                placed(200, "{\"id\": \"o1\", \"invoice_id\": \"i1\", \"total\": 120.50, \"status\": \"paid\"}"));
        assertEquals("o1", placed.orderId());
        assertEquals("i1", placed.invoiceId());
        assertEquals(0, new BigDecimal("120.5").compareTo(placed.total()));
        assertTrue(placed.isPaid());
    }

    @Test
    void of_an_order_that_stood_before_nobody_says_what_of_it_was_paid_now() {
        ScriptedServices.ANSWERS.add(Map.entry(200, "{\"id\": \"o1\", \"total\": 120.50, \"status\": \"paid\"}"));
        Placed paid = (Placed) orders.place("acme", ORDER.copy().put("order_id", "o1"));
        assertNull(paid.total());
    }

    @Test
    void the_call_is_made_with_a_token_of_our_own_for_the_tenant() {
        placed(200, "{\"id\": \"o1\", \"total\": 1, \"status\": \"awaiting payment\"}");
        List<String> call = ScriptedServices.CALLS.getFirst();
        assertEquals("/orders/acme", call.getFirst());
        assertEquals(ORDER, new JsonObject(call.getLast()));
        String claims = call.get(1).substring("Bearer ".length()).split("\\.")[1];
        JsonObject token = new JsonObject(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8));
        assertEquals(JsonArray.of("acme"), token.getJsonArray("tenants"));
        assertEquals("membership-billing", token.getString("azp"));
    }

    @Test
    void a_declined_charge_is_no_placement() {
        Declined declined = assertInstanceOf(Declined.class, placed(200, """
                {"id": "o1", "invoice_id": "i1", "total": 5, "status": "awaiting payment",
                 "charge": {"status": "declined", "code": "lost_card", "is_hard": true, "message": "the card was lost"}}"""));
        assertEquals("lost_card", declined.code());
        assertTrue(declined.isHard());
    }

    @Test
    void a_refusal_says_what_is_wrong() {
        Refused refused = assertInstanceOf(Refused.class, placed(409, """
                {"title": "Conflict", "status": 409, "detail": "the batch b7 is closed",
                 "violations": [{"field": "batch_id", "message": "is closed"}]}"""));
        assertTrue(refused.reason().contains("the batch b7 is closed"), refused::reason);
        assertTrue(refused.reason().contains("batch_id"), refused::reason);
    }

    @Test
    void what_may_get_through_is_repeated_and_then_left_to_the_engine() {
        for (int status : new int[] {500, 0, 503}) {
            ScriptedServices.ANSWERS.add(Map.entry(status, "{}"));
        }
        assertInstanceOf(Unreachable.class, orders.place("acme", ORDER));
        assertEquals(3, ScriptedServices.CALLS.size());

        ScriptedServices.ANSWERS.add(Map.entry(429, "{}"));
        Placement second = placed(200, "{\"id\": \"o1\", \"total\": 1, \"status\": \"awaiting payment\"}");
        assertInstanceOf(Placed.class, second);
    }

    @Test
    void a_charge_whose_outcome_is_unknown_is_asked_about_again() {
        assertInstanceOf(Unreachable.class, placed(200, """
                {"id": "o1", "total": 5, "status": "awaiting payment", "charge": {"status": "unknown"}}"""));
    }

    @Test
    void how_orders_stand_is_asked_in_one_call() {
        ScriptedServices.ANSWERS.add(Map.entry(200, """
                {"Items": [
                 {"id": "paid", "status": "paid", "balance_due": 0.00, "total": 60.5, "paid_on": "2027-02-03", "invoice_status": "paid"},
                 {"id": "open", "status": "awaiting payment", "balance_due": 60.5, "total": 70, "invoice_status": "open"},
                 {"id": "cancelled", "status": "cancelled", "invoice_status": "void"},
                 {"id": "written off", "status": "cancelled", "invoice_status": "written off", "balance_due": 5},
                 {"id": "void", "status": "awaiting payment", "invoice_status": "void"},
                 {"id": "charging", "status": "awaiting payment", "invoice_status": "open", "is_under_charge": true, "balance_due": 5},
                 {"id": "estimate", "status": "awaiting payment", "pro_forma": true},
                 {"id": "plan", "status": "awaiting payment", "is_in_parts": true, "plan_unpaid_from": "2027-03-01"}]}"""));
        List<String> asked =
                List.of("paid", "open", "cancelled", "written off", "void", "charging", "estimate", "plan", "gone");
        Map<String, Standing> standings = orders.standings("acme", asked).orElseThrow();
        assertEquals("/orders/acme/search", ScriptedServices.CALLS.getFirst().getFirst());
        assertEquals(
                new JsonArray(asked),
                new JsonObject(ScriptedServices.CALLS.getFirst().getLast()).getJsonArray("ids"));
        for (String order : asked) {
            String fate = order.equals("plan") ? "open" : order;
            assertEquals(fate, standings.get(order).fate().wire(), order);
        }
        assertEquals(LocalDate.of(2027, 2, 3), standings.get("paid").paidOn());
        assertEquals(new BigDecimal("60.5"), standings.get("open").balanceDue());
        assertEquals(LocalDate.of(2027, 3, 1), standings.get("plan").planUnpaidFrom());
    }

    @Test
    void an_order_over_other_money_than_was_listed_is_none() {
        JsonObject listed = ORDER.copy().put("lines", JsonArray.of(new JsonObject().put("amount", 60)));
        ScriptedServices.ANSWERS.add(Map.entry(200, "{\"id\": \"o1\", \"total\": 0.01, \"status\": \"paid\"}"));
        Placement placement = orders.place("acme", listed);
        Refused refused = assertInstanceOf(Refused.class, placement);
        assertTrue(refused.reason().contains("0.01"), refused::reason);
    }

    @Test
    void nothing_is_known_of_orders_while_nobody_answers() {
        for (int status : new int[] {503, 503, 503}) {
            ScriptedServices.ANSWERS.add(Map.entry(status, "{}"));
        }
        assertEquals(Optional.empty(), orders.standings("acme", List.of("o1")));
        assertFalse(orders.isAnswering());
        assertEquals(Optional.empty(), orders.standings("acme", List.of("o1")));
        assertEquals(3, ScriptedServices.CALLS.size(), "nobody is asked again at once");
    }
}
