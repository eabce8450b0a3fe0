package rhythm.collect.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.kernel.contract.Resource.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.EveryDay;
import rhythm.kernel.contract.Resource;
import rhythm.kernel.contract.ServiceDatabase;
import rhythm.kernel.contract.ServiceParts;
import rhythm.kernel.contract.Tenant;
import rhythm.kernel.process.Await;
import rhythm.kernel.run.Watch;

/** Orders as the other services place them: over HTTP, by key. */
@EveryDay
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "collect"))
class PlacedOrderTest {
    private static final Resource METHODS = resource("storedPaymentMethods", """
            {"contact_id": "c-1", "type": "credit card", "expiration": "2029-09", "token": "tok_success"}""");
    private static final Resource ORDERS = resource("orders", "{}");
    private static final Resource INVOICES = resource("invoices", "{}");
    private static final Resource SCHEDULES = resource("installmentSchedules", "{}");
    private static final Resource PAYMENTS = resource("payments", "{}");
    private static final Resource LEDGER = resource("gatewayLedger", "{}");

    private final Tenant acme =
            new Tenant("acme-orders", List.of(METHODS, ORDERS, INVOICES, PAYMENTS, SCHEDULES, LEDGER));

    @Inject
    @All
    List<Watch> watches;

    private String card(String token) {
        return acme.api.post(METHODS, "", """
                {"contact_id": "c-1", "type": "credit card", "expiration": "2029-09", "token": "%s"}""".formatted(token)).is(200).id();
    }

    private Answer place(String key, String more) {
        return acme.api.post(ORDERS, "", """
                {"contact_id": "c-1", "currency": "USD", "idempotency_key": "%s", %s
                 "lines": [{"description": "Dues", "quantity": 3, "unit_price": 33.35}]}""".formatted(key, more));
    }

    private Answer charge(String key, String card) {
        return place(key, "\"charge\": true, \"stored_payment_method_id\": \"%s\",".formatted(card));
    }

    @Test
    void an_order_with_a_key_is_billed() {
        JsonNode order = place("k1", "").is(200).json();
        JsonNode invoice = acme.api
                .get(INVOICES, "/" + order.path("invoice_id").textValue())
                .is(200)
                .json();
        assertEquals("100.05", invoice.path("balance_due").asText());
        assertFalse(order.has("charge"));
        assertEquals(order, place("k1", "").is(200).json());
    }

    @Test
    void a_charge_is_answered_with_the_order_and_what_came_of_it() {
        Answer answer = charge("k2", card("ok")).is(200);
        assertEquals("paid", answer.json().path("status").textValue());
        assertEquals("succeeded", answer.json().at("/charge/status").textValue());
        String tag = answer.headers().firstValue("ETag").orElseThrow();
        assertTrue(tag.startsWith("\"" + answer.json().path("sys_version").asText() + "-"), tag);
        JsonNode declined = charge("k3", card("stolen_card")).is(200).json();
        assertEquals("awaiting payment", declined.path("status").textValue());
        assertEquals("declined", declined.at("/charge/status").textValue());
        assertEquals("stolen_card", declined.at("/charge/code").textValue());
        assertTrue(declined.at("/charge/is_hard").booleanValue());
        JsonNode unknown = charge("k4", card("500")).is(200).json();
        assertEquals("unknown", unknown.at("/charge/status").textValue());
        JsonNode ledger = acme.api.get(LEDGER, "").is(200).json();
        assertEquals("100.05", ledger.path(1).path("amount").textValue(), ledger::toString);
        assertEquals(2, acme.api.get(LEDGER, "/lines").is(200).json().size());
    }

    @Test
    void a_charge_that_nobody_asks_about_again_is_brought_to_its_end() {
        String card = card("500");
        JsonNode order = charge("k5", card).is(200).json();
        assertEquals("unknown", order.at("/charge/status").textValue());
        acme.api.patch(METHODS, card, """
                [{"op": "replace", "path": "/token", "value": "ok"}]""").is(200);
        watches.forEach(watch -> watch.look(acme.name));
        // the service's own look may have come first, and still be at it
        Await.that("nobody brings it to its end", () -> acme.api
                .get(ORDERS, "/" + order.path("id").textValue())
                .is(200)
                .json()
                .path("status")
                .textValue()
                .equals("paid"));
    }

    @Test
    void fifty_callers_with_one_key_see_the_same_answer() throws Exception {
        String card = card("slow-100");
        Set<JsonNode> answers = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answer> call = () -> charge("k5", card);
            for (Future<Answer> answer :
                    threads.invokeAll(IntStream.range(0, 50).mapToObj(i -> call).toList())) {
                answers.add(answer.get().is(200).json());
            }
        }
        assertEquals(1, answers.size(), answers::toString);
        assertEquals(1, acme.api.get(LEDGER, "/lines").is(200).json().size());
    }

    private Answer cancel(JsonNode order) {
        return acme.api.patch(
                ORDERS,
                order.path("id").textValue(),
                "[{\"op\": \"replace\", \"path\": \"/status\", \"value\": \"cancelled\"}]");
    }

    @Test
    void who_cancels_an_order_cancels_its_invoice() {
        JsonNode order = charge("k10", card("insufficient_funds")).is(200).json();
        JsonNode cancelled = cancel(order).is(200).json();
        assertEquals("cancelled", cancelled.path("status").textValue());
        JsonNode invoice = acme.api
                .get(INVOICES, "/" + order.path("invoice_id").textValue())
                .is(200)
                .json();
        assertEquals("void", invoice.path("status").textValue());
        charge("k10", card("ok")).is(409);
        assertEquals(1, acme.api.get(LEDGER, "/lines").is(200).json().size());
    }

    @Test
    void an_order_that_is_being_charged_or_was_paid_in_part_is_not_cancelled() {
        JsonNode unknown = charge("k11", card("500")).is(200).json();
        cancel(unknown).naming(409, "status");
        JsonNode part = place("k12", "").is(200).json();
        acme.api
                .post(PAYMENTS, "", """
                {"contact_id": "c-1", "currency": "USD", "type": "cash", "amount": 10, "invoice_id": "%s"}""".formatted(part.path("invoice_id").textValue()))
                .is(200);
        cancel(part).naming(409, "status");
        JsonNode paid = charge("k13", card("ok")).is(200).json();
        cancel(paid).naming(409, "status");
    }

    private Answer bill(JsonNode order, String path, String value) {
        return acme.api.patch(
                INVOICES,
                order.path("invoice_id").textValue(),
                "[{\"op\": \"replace\", \"path\": \"" + path + "\", \"value\": " + value + "}]");
    }

    @Test
    void an_invoice_that_is_being_charged_asks_for_no_less() {
        JsonNode order = charge("k18", card("500")).is(200).json();
        bill(order, "/status", "\"void\"").naming(409, "status");
        bill(order, "/status", "\"written off\"").naming(409, "status");
        bill(order, "/lines/0", "{\"description\": \"Dues\", \"unit_price\": 100}")
                .naming(409, "total");
        bill(order, "/currency", "\"EUR\"").naming(409, "currency");
        bill(order, "/name", "\"Dues of 2027\"").is(200);
    }

    @Test
    void an_order_that_is_billed_is_not_paid_in_installments_too() {
        String billed = place("k14", "").is(200).id();
        acme.api.post(SCHEDULES, "", """
                {"contact_id": "c-1", "currency": "USD", "order_id": "%s", "entries": [
                 {"date": "2027-01-31", "amount": 100.05}]}""".formatted(billed)).naming(409, "order_id");
    }

    @Test
    void the_key_of_an_order_stays() {
        JsonNode order = place("k15", "").is(200).json();
        String id = order.path("id").textValue();
        acme.api.patch(ORDERS, id, """
                [{"op": "replace", "path": "/idempotency_key", "value": "k16"}]""").naming(400, "idempotency_key");
        ObjectNode without = ((ObjectNode) order).deepCopy();
        without.remove("idempotency_key");
        JsonNode after = acme.api
                .call("PUT", ORDERS, "/" + id, without.toString())
                .is(200)
                .json();
        assertEquals("k15", after.path("idempotency_key").textValue());
        assertEquals(id, place("k15", "").is(200).id());
    }

    @Test
    void a_batch_of_orders_takes_no_keys() {
        JsonNode answer = acme.api.post(ORDERS, "/batch", """
                {"operations": [{"operation": "create", "object": {"contact_id": "c-1", "currency": "USD", "idempotency_key": "k17",
                  "lines": [{"description": "Dues", "unit_price": 1}]}}, {"operation": "create", "object": {"contact_id": "c-1",
                  "currency": "USD", "lines": [{"description": "Dues", "unit_price": 1}]}}]}""").is(200).json();
        assertEquals(
                "error success",
                answer.at("/results/0/outcome").asText() + " "
                        + answer.at("/results/1/outcome").asText());
        assertTrue(answer.at("/results/0/error_message").asText().startsWith("idempotency_key:"), answer::toString);
    }

    @Test
    void what_is_wrong_is_said_by_field() {
        place("k6", "\"currency\": \"EUR\",").is(400);
        place("k7", "\"charge\": true,").naming(400, "stored_payment_method_id");
        place("k8", "\"nonsense\": true,").naming(400, "nonsense");
        place("k8", "\"charge\": \"yes\",").naming(400, "charge");
        place("k8", "\"charge\": {},").naming(400, "charge");
        place("k8", "\"order_id\": {},").naming(400, "order_id");
        place("k8", "\"batch_id\": \"no-such-batch\",").naming(409, "batch_id");
        charge("k9", "no-such-card").naming(409, "stored_payment_method_id");
    }

    @Test
    void a_renewed_card_sets_a_suspended_schedule_going_again() {
        String card = card("lost_card");
        JsonNode schedule =
                acme.api.post(SCHEDULES, "", """
                {"contact_id": "c-1", "currency": "USD", "stored_payment_method_id": "%s", "entries": [
                 {"date": "2027-01-31", "amount": 40.00}]}""".formatted(card)).is(200).json();
        ServiceDatabase.one(
                "update installment_schedules set status = 'suspended', error_message = 'lost_card', attempts = 1"
                        + " where id = ? returning id",
                schedule.path("id").textValue());
        acme.api
                .patch(METHODS, card, "[{\"op\": \"replace\", \"path\": \"/token\", \"value\": \"tok_new\"}]")
                .is(200);
        JsonNode after = acme.api
                .get(SCHEDULES, "/" + schedule.path("id").textValue())
                .is(200)
                .json();
        assertEquals("active 0", after.path("status").textValue() + " " + after.path("attempts"));
        assertFalse(after.has("error_message"));
    }
}
