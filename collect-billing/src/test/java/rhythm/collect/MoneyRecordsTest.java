package rhythm.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.ServiceDatabase;
import rhythm.kernel.contract.ServiceParts;

/** What clients of the records of money hear: totals that do not add up, closed batches, payments and what they pay. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "collect"))
class MoneyRecordsTest extends MoneyRecords {
    private void attempt(String card, String invoice, String state) {
        ServiceDatabase.one("""
                insert into payment_attempts as a (tenant_id, key, request_key, number, stored_payment_method_id, card_hash, invoice_id,
                  amount, currency, description, state, started_at)
                values (?, 'k', 'k', 1, ?, '', ?, 30, 'USD', '', ?, timestamptz '2026-11-18Z')
                on conflict (tenant_id, key) do update set state = excluded.state returning key""", acme.name, card, invoice, state);
    }

    @Test
    void an_invoice_whose_charge_may_yet_go_through_takes_no_other_money() {
        String invoice = acme.create(INVOICES).path("id").textValue();
        String card = acme.create(METHODS).path("id").textValue();
        String payment = pay(invoice, "10", "").is(200).id();
        for (String open : List.of("started", "unknown")) {
            attempt(card, invoice, open);
            pay(invoice, "70", "").naming(409, "invoice_id");
            patch(PAYMENTS, payment, "/amount", "20").naming(409, "invoice_id");
        }
        assertEquals("70 open", open(invoice));
        patch(PAYMENTS, payment, "/status", "\"void\"").is(200);
        patch(PAYMENTS, payment, "/status", "\"complete\"").naming(409, "invoice_id");
        attempt(card, invoice, "declined");
        pay(invoice, "80", "").is(200);
        assertEquals("0 paid", open(invoice));
    }

    @Test
    void totals_are_calculated_and_must_add_up() {
        JsonNode order = acme.create(ORDERS);
        assertEquals(0, new BigDecimal("99.99").compareTo(order.path("total").decimalValue()));
        assertEquals("Dues", order.path("name").textValue());
        order("\"lines\": [{\"description\": \"a\", \"unit_price\": 1.5}], \"total\": 2")
                .naming(400, "total");
        order("\"lines\": [{\"description\": \"a\", \"unit_price\": 1.5, \"amount\": 2}]")
                .naming(400, "lines[0].amount");
        order("\"lines\": [{\"description\": \"a\", \"unit_price\": -1}]").naming(400, "total");
        order("\"lines\": []").naming(400, "lines");
        String id = order.path("id").textValue();
        JsonNode cheaper = patch(ORDERS, id, "/lines/0", "{\"description\": \"Dues\", \"unit_price\": 20}")
                .is(200)
                .json();
        assertEquals(20, cheaper.path("total").intValue());
    }

    @Test
    void amounts_have_the_currencys_own_decimal_places() {
        // a price may be finer than a cent, what it comes to is not: rounded half up
        JsonNode fine = order("\"lines\": [{\"description\": \"a\", \"unit_price\": 1.005}]")
                .is(200)
                .json();
        assertEquals("1.01", fine.path("total").asText());
        order("\"lines\": [{\"description\": \"a\", \"unit_price\": 1.005, \"amount\": 1.005}]")
                .naming(400, "lines[0].amount");
        order("\"lines\": [{\"description\": \"a\", \"unit_price\": 1E400000}]").naming(400, "lines[0].unit_price");
        order("\"lines\": [{\"description\": \"a\", \"quantity\": 1E-400000, \"unit_price\": 1}]")
                .naming(400, "lines[0].quantity");
        for (String code : List.of("XAU", "ZZZ", "usd")) {
            acme.api
                    .post(
                            PAYMENTS,
                            "",
                            "{\"contact_id\": \"ann\", \"type\": \"cash\", \"amount\": 1, \"currency\": \"" + code
                                    + "\"}")
                    .naming(400, "currency");
        }
        acme.api
                .post(
                        PAYMENTS,
                        "",
                        "{\"contact_id\": \"ann\", \"type\": \"cash\", \"amount\": 1.5, \"currency\": \"JPY\"}")
                .naming(400, "amount");
    }

    @Test
    void payments_pay_invoices_and_nothing_is_overpaid() {
        String invoice = acme.create(INVOICES).path("id").textValue();
        assertEquals("80 open", open(invoice));
        String first = pay(invoice, "30.50", "").is(200).id();
        assertEquals("49.5 open", open(invoice));
        pay(invoice, "49.51", "").naming(409, "amount");
        pay(invoice, "49.5", "").is(200);
        assertEquals("0 paid", open(invoice));
        patch(PAYMENTS, first, "/status", "\"refunded\"").is(200);
        assertEquals("30.5 open", open(invoice));
        patch(INVOICES, invoice, "/status", "\"paid\"").naming(400, "status");
        patch(INVOICES, invoice, "/lines/0", "{\"description\": \"Dues\", \"unit_price\": 49}")
                .naming(400, "total");
        patch(INVOICES, invoice, "/lines/0", "{\"description\": \"Dues\", \"unit_price\": 49.5}")
                .is(200);
        assertEquals("0 paid", open(invoice));
        patch(INVOICES, invoice, "/status", "\"void\"").naming(400, "status");
        acme.api.call("DELETE", PAYMENTS, "/" + first, null).is(409);
        acme.api.call("DELETE", INVOICES, "/" + invoice, null).is(409);
        assertEquals("0 paid", open(invoice));
    }

    @Test
    void an_order_is_paid_by_its_invoice() {
        String order = acme.create(ORDERS).path("id").textValue();
        patch(ORDERS, order, "/status", "\"paid\"").naming(400, "status");
        acme.api
                .post(
                        INVOICES,
                        "",
                        "{" + ANN + ", \"order_id\": \"" + order
                                + "\", \"lines\": [{\"description\": \"Dues\", \"unit_price\": 99.99}]}")
                .naming(409, "pro_forma");
    }

    @Test
    void an_order_whose_installments_are_paid_at_the_same_time_is_paid() throws Exception {
        List<String> orders = new ArrayList<>();
        List<Callable<Answer>> payments = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String order = acme.api
                    .post(ORDERS, "", "{" + ANN + ", \"lines\": [{\"description\": \"Course\", \"unit_price\": 80}]}")
                    .is(200)
                    .id();
            String parts = acme.create(SCHEDULES).path("id").textValue();
            patch(SCHEDULES, parts, "/order_id", "\"" + order + "\"").is(200);
            orders.add(order);
            for (int entry = 1; entry <= 2; entry++) {
                String invoice = acme.api
                        .post(INVOICES, "", "{" + ANN + """
                                , "order_id": "%s", "installment_schedule_id": "%s", "entry_id": "%d",
                                "lines": [{"description": "Part", "unit_price": 40}]}""".formatted(order, parts, entry))
                        .is(200)
                        .id();
                payments.add(() -> pay(invoice, "40", ""));
            }
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> paid : threads.invokeAll(payments)) {
                paid.get().is(200);
            }
        }
        for (String order : orders) {
            JsonNode record = acme.api.get(ORDERS, "/" + order).is(200).json();
            assertEquals("paid", record.path("status").textValue());
        }
    }

    @Test
    void a_closed_batch_takes_nothing() {
        String batch = acme.create(BATCHES).path("id").textValue();
        String in = ", \"batch_id\": \"" + batch + "\"";
        String invoice = acme.create(INVOICES).path("id").textValue();
        String payment = pay(invoice, "10", in).is(200).id();
        patch(BATCHES, batch, "/status", "\"closed\"").is(200);
        pay(invoice, "10", in).naming(409, "batch_id");
        patch(INVOICES, invoice, "/batch_id", "\"" + batch + "\"").naming(409, "batch_id");
        acme.api.call("DELETE", PAYMENTS, "/" + payment, null).is(409);
        patch(PAYMENTS, payment, "/batch_id", "null").naming(409, "batch_id");
        order("\"lines\": [{\"description\": \"a\", \"unit_price\": 1}]" + in).naming(409, "batch_id");
        patch(BATCHES, batch, "/status", "\"open\"").is(200);
        pay(invoice, "10", in).is(200);
    }

    @Test
    void a_key_makes_one_payment() {
        String invoice = acme.create(INVOICES).path("id").textValue();
        pay(invoice, "10", ", \"idempotency_key\": \"k\"").is(200);
        pay(invoice, "10", ", \"idempotency_key\": \"k\"").is(409);
        assertEquals("70 open", open(invoice));
    }

    @Test
    void days_are_those_of_the_tenants_time_zone() {
        String settings = acme.create(SETTINGS).path("id").textValue();
        // 26 hours apart: whatever the time is, one of them has another day than UTC
        for (String zone : List.of("Pacific/Kiritimati", "Etc/GMT+12")) {
            patch(SETTINGS, settings, "/time_zone", "\"" + zone + "\"").is(200);
            JsonNode payment = acme.api
                    .post(PAYMENTS, "", "{" + ANN + ", \"type\": \"cash\", \"amount\": 1}")
                    .is(200)
                    .json();
            assertEquals(
                    day(payment, "sys_created_at", zone),
                    payment.path("payment_date").textValue());
            JsonNode schedule = patch(
                            SCHEDULES, acme.create(SCHEDULES).path("id").textValue(), "/status", "\"suspended\"")
                    .is(200)
                    .json();
            assertEquals(
                    day(schedule, "sys_last_modified_at", zone),
                    schedule.path("suspended_at").textValue());
        }
    }

    private static String day(JsonNode record, String moment, String zone) {
        return Instant.parse(record.path(moment).textValue())
                .atZone(ZoneId.of(zone))
                .toLocalDate()
                .toString();
    }

    @Test
    void a_statement_is_for_a_customer_with_open_invoices() {
        String run = acme.create(RUNS).path("id").textValue();
        String statement = """
                {"billing_run_id": "%s", "type": "send statement", "candidate_id": "%s"}""";
        acme.api.post(ACTIONS, "", statement.formatted(run, "nobody")).naming(409, "candidate_id");
        acme.api.post(INVOICES, "", """
                        {"contact_id": "bob", "first_name": "Bob", "email_address": "bob@example.org", "currency": "USD",
                         "lines": [{"description": "Dues", "unit_price": 80}]}""").is(200);
        JsonNode results = acme.api
                .post(ACTIONS, "/batch", """
                        {"operations": [{"operation": "create", "object": %s}, {"operation": "create", "object": %s}]}""".formatted(
                                statement.formatted(run, "nobody"), statement.formatted(run, "bob")))
                .is(200)
                .json()
                .path("results");
        assertEquals("error", results.at("/0/outcome").textValue());
        assertEquals("Bob", results.at("/1/object/first_name").textValue());
    }
}
