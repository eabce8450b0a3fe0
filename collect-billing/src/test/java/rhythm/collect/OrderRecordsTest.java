package rhythm.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.ServiceDatabase;
import rhythm.kernel.contract.ServiceParts;
import rhythm.kernel.contract.Tenant;

/** What clients hear of orders, whole and in parts: what bills them, what pays them, and what gives them up. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "collect"))
class OrderRecordsTest extends MoneyRecords {
    private Answer set(String order, String status) {
        return patch(ORDERS, order, "/status", "\"" + status + "\"");
    }

    private String status(String order) {
        return acme.api.get(ORDERS, "/" + order).is(200).json().path("status").textValue();
    }

    @Test
    void an_order_is_not_cancelled_before_its_schedule() {
        String order = order();
        String schedule = parts(order, 40).is(200).id();
        set(order, "cancelled").naming(409, "status");
        patch(SCHEDULES, schedule, "/status", "\"suspended\"").is(200);
        set(order, "cancelled").naming(409, "status");
        acme.api.call("DELETE", ORDERS, "/" + order, null).is(409);
        patch(SCHEDULES, schedule, "/status", "\"cancelled\"").is(200);
        set(order, "cancelled").is(200);
        for (String going : new String[] {"active", "suspended"}) {
            patch(SCHEDULES, schedule, "/status", "\"" + going + "\"").naming(409, "order_id");
        }
        parts(order, 40).naming(409, "order_id");
        set(order, "awaiting payment").is(200);
        patch(SCHEDULES, schedule, "/status", "\"active\"").is(200);
    }

    @Test
    void the_installments_of_an_order_come_to_its_total_at_most() {
        String order = order();
        parts(order, 41).naming(409, "entries");
        String schedule = parts(order, 30).is(200).id();
        parts(order, 11).naming(409, "entries");
        String other = parts(order, 10).is(200).id();
        patch(SCHEDULES, other, "/entries/0/amount", "11").naming(409, "entries");
        patch(SCHEDULES, other, "/entries/1/status", "\"cancelled\"").is(200);
        patch(SCHEDULES, other, "/entries/0/amount", "20").is(200);
        patch(ORDERS, order, "/lines/0", "{\"description\": \"Course\", \"unit_price\": 79}")
                .naming(409, "total");
        patch(SCHEDULES, schedule, "/status", "\"cancelled\"").is(200);
        parts(order, 30).is(200);
        patch(SCHEDULES, schedule, "/status", "\"active\"").naming(409, "entries");
        patch(SCHEDULES, other, "/order_id", "\"" + order() + "\"").is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "10.0", "10.00"})
    void a_total_that_is_left_alone_follows_the_lines_however_it_is_written(String total) {
        String lines = "\"lines\": [{\"description\": \"Dues\", \"unit_price\": %s}]";
        String order = order(lines.formatted("10")).is(200).id();
        String changed = "{" + ANN + ", \"pro_forma\": true, \"total\": " + total + ", " + lines.formatted("12") + "}";
        JsonNode put =
                acme.api.call("PUT", ORDERS, "/" + order, changed).is(200).json();
        assertEquals(0, new BigDecimal("12").compareTo(put.path("total").decimalValue()), put::toString);
    }

    @Test
    void an_order_whose_installments_come_to_more_is_paid() {
        String order = order();
        String schedule = parts(order, 40).is(200).id();
        pay(part(order, schedule, 1, 45), "45", "").is(200);
        assertEquals("awaiting payment", status(order));
        pay(part(order, schedule, 2, 40), "40", "").is(200);
        assertEquals("paid", status(order));
    }

    @Test
    void a_payment_for_an_order_pays_its_invoice() {
        String order = order();
        String invoice = invoice(order, EIGHTY);
        JsonNode payment = payOrder(order, "30", "").is(200).json();
        assertEquals(invoice, payment.path("invoice_id").textValue());
        assertEquals("50 open", open(invoice));
        payOrder(order, "50.01", "").naming(409, "amount");
        payOrder(order, "50", ", \"invoice_id\": \"" + invoice + "\"").is(200);
        assertEquals("paid", status(order));
    }

    @Test
    void a_payment_for_an_order_that_is_not_billed_whole_names_one_of_its_invoices() {
        String order = order();
        payOrder(order, "10", "").naming(409, "invoice_id");
        String schedule = parts(order, 40).is(200).id();
        String part = ", \"invoice_id\": \"" + part(order, schedule, 1, 40) + "\"";
        payOrder(order, "40", "").naming(409, "invoice_id");
        payOrder(order(), "40", part).naming(409, "order_id");
        payOrder(
                        order,
                        "40",
                        ", \"invoice_id\": \""
                                + acme.create(INVOICES).path("id").textValue() + "\"")
                .naming(409, "order_id");
        payOrder(order, "40", part).is(200);
    }

    @Test
    void a_payment_on_an_estimate_binds_and_bills_it() {
        String order = acme.api
                .post(ORDERS, "", "{" + ANN + ", \"pro_forma\": true, " + EIGHTY + "}")
                .is(200)
                .id();
        patch(ORDERS, order, "/pro_forma", "false").naming(409, "pro_forma");
        payOrder(order, "30", "").is(200);
        JsonNode bound = acme.api.get(ORDERS, "/" + order).is(200).json();
        assertEquals(
                "false 50.00 awaiting payment",
                bound.path("pro_forma").asText() + " "
                        + bound.path("balance_due").asText() + " "
                        + bound.path("status").asText());
        payOrder(order, "50", "").is(200);
        assertEquals("paid", status(order));
    }

    @Test
    void an_estimate_is_bound_by_a_call_and_once() {
        String order = acme.api
                .post(ORDERS, "", "{" + ANN + ", \"pro_forma\": true, " + EIGHTY + "}")
                .is(200)
                .id();
        JsonNode bound =
                acme.api.call("POST", ORDERS, "/bind/" + order, null).is(200).json();
        assertEquals("80.00", bound.path("balance_due").asText());
        acme.api.call("POST", ORDERS, "/bind/" + order, null).is(200);
        acme.api.call("POST", ORDERS, "/bind/no-such-id", null).is(404);
    }

    @Test
    void a_billed_order_is_made_cheaper_with_its_invoice_and_its_balance() {
        String order = order();
        String invoice = invoice(order, EIGHTY);
        payOrder(order, "30", "").is(200);
        JsonNode cheaper =
                acme.api.call("POST", ORDERS, "/reprice/" + order, """
                        {"lines": [{"description": "Dues", "unit_price": 60}]}""").is(200).json();
        assertEquals(
                "60.00 30.00",
                cheaper.path("total").asText() + " "
                        + cheaper.path("balance_due").asText());
        JsonNode followed = acme.api.get(INVOICES, "/" + invoice).is(200).json();
        assertEquals(
                "60.00 30.00",
                followed.path("total").asText() + " "
                        + followed.path("balance_due").asText());
        acme.api.call("POST", ORDERS, "/reprice/" + order, "{\"total\": 20}").naming(400, "lines");
        acme.api.call("POST", ORDERS, "/reprice/" + order, """
                        {"lines": [{"description": "Dues", "unit_price": 30}]}""").is(200);
        assertEquals("paid", status(order));
    }

    @Test
    void a_card_is_charged_by_operators_only() {
        String method = acme.api.post(METHODS, acme.body(METHODS)).is(200).id();
        String order = "{" + ANN + ", " + EIGHTY + """
                , "idempotency_key": "k", "charge": true, "stored_payment_method_id": "%s"}""".formatted(method);
        acme.as(Tenant.EDITOR).post(ORDERS, "", order).naming(403, "charge");
        assertEquals(
                0,
                acme.api
                        .post(ORDERS, "/search", "{}")
                        .is(200)
                        .json()
                        .path("Items")
                        .size());
        Answer charged = acme.as(Tenant.EDITOR, "billing-operator")
                .post(ORDERS, "", order)
                .is(200);
        assertEquals("paid", charged.json().path("status").asText());
    }

    @Test
    void an_order_without_a_currency_is_in_the_tenants() {
        String body = "{\"contact_id\": \"ann\", " + EIGHTY + "%s}";
        acme.api.post(ORDERS, "", body.formatted("")).naming(400, "currency");
        acme.api.post(SETTINGS, "", "{\"currency\": \"JPY\"}").is(200);
        assertEquals(
                "JPY",
                acme.api
                        .post(ORDERS, "", body.formatted(""))
                        .is(200)
                        .json()
                        .path("currency")
                        .asText());
        String keyed = body.formatted(", \"idempotency_key\": \"k\"");
        assertEquals(
                "JPY",
                acme.api.post(ORDERS, "", keyed).is(200).json().path("currency").asText());
    }

    @Test
    void a_payment_that_no_invoice_took_is_still_staffs_to_give_back() {
        String payment = acme.api
                .post(PAYMENTS, "", "{" + ANN + ", \"type\": \"cash\", \"amount\": 10}")
                .is(200)
                .id();
        ServiceDatabase.one(
                "update payments set order_id = ? where tenant_id = ? and id = ? returning id",
                order(),
                acme.name,
                payment);
        patch(PAYMENTS, payment, "/status", "\"refunded\"").is(200);
    }

    @Test
    void an_order_whose_invoice_is_written_off_is_given_up_until_that_is_open_again() {
        String order = order();
        String invoice = invoice(order, EIGHTY);
        pay(invoice, "30", "").is(200);
        patch(INVOICES, invoice, "/status", "\"written off\"").is(200);
        assertEquals("cancelled", status(order));
        patch(INVOICES, invoice, "/due_date", "\"2027-05-01\"").is(200);
        assertEquals("cancelled", status(order));
        patch(INVOICES, invoice, "/status", "\"open\"").is(200);
        assertEquals("awaiting payment", status(order));
        pay(invoice, "50", "").is(200);
        patch(INVOICES, invoice, "/status", "\"written off\"").naming(400, "status");
        assertEquals("paid", status(order));
    }

    @Test
    void an_order_that_staff_cancelled_stays_so_whatever_becomes_of_its_invoice() {
        String order = order();
        String invoice = invoice(order, EIGHTY);
        set(order, "cancelled").is(200);
        patch(INVOICES, invoice, "/due_date", "\"2027-05-01\"").is(200);
        patch(INVOICES, invoice, "/status", "\"open\"").is(200);
        assertEquals("cancelled", status(order));
    }
}
