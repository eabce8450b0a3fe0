package rhythm.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.kernel.contract.Resource.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
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
import rhythm.kernel.contract.Resource;
import rhythm.kernel.contract.ServiceDatabase;
import rhythm.kernel.contract.ServiceParts;
import rhythm.kernel.contract.Tenant;

/** What clients of the records of money hear: totals that do not add up, closed batches, payments and what they pay. */
@QuarkusTest
@QuarkusTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "collect"))
class MoneyRecordsTest {
    private static final String ANN = "\"contact_id\": \"ann\", \"currency\": \"USD\"";
    private static final Resource BATCHES = resource("batches", "{\"name\": \"March\"}");
    private static final Resource METHODS = resource("storedPaymentMethods", """
            {"contact_id": "ann", "type": "electronic check", "token": "tok_success"}""");
    private static final Resource ORDERS = resource("orders", "{" + ANN + """
            , "pro_forma": true, "lines": [{"description": "Dues", "quantity": 3, "unit_price": 33.33}]}""");
    private static final Resource INVOICES = resource("invoices", "{" + ANN + """
            , "lines": [{"description": "Dues", "unit_price": 80}]}""");
    private static final Resource PAYMENTS = resource("payments", "{}");
    private static final Resource SCHEDULES = resource("installmentSchedules", "{" + ANN + """
            , "entries": [{"date": "2027-01-31", "amount": 40}, {"date": "2027-02-28", "amount": 40}]}""");

    private static final Resource SETTINGS = resource("settings", "{\"time_zone\": \"UTC\"}");
    private static final Resource RUNS = resource("billingRuns", "{\"name\": \"March\"}");
    private static final Resource ACTIONS = resource("billingRunActions", "{}");

    private final Tenant acme = new Tenant(
            "acme-money", List.of(BATCHES, METHODS, ORDERS, INVOICES, PAYMENTS, SCHEDULES, SETTINGS, RUNS, ACTIONS));

    private Answer order(String rest) {
        return acme.api.post(ORDERS, "", "{" + ANN + ", \"pro_forma\": true, " + rest + "}");
    }

    private Answer pay(String invoice, String amount, String rest) {
        return acme.api.post(
                PAYMENTS,
                "",
                "{" + ANN + ", \"type\": \"cash\", \"invoice_id\": \"" + invoice + "\", \"amount\": " + amount + rest
                        + "}");
    }

    private Answer patch(Resource resource, String id, String path, String value) {
        String op = path.startsWith("/lines/") ? "replace" : "add";
        return acme.api.patch(
                resource, id, "[{\"op\": \"" + op + "\", \"path\": \"" + path + "\", \"value\": " + value + "}]");
    }

    private String open(String invoice) {
        JsonNode record = acme.api
                .post(INVOICES, "/search", "{\"ids\": [\"" + invoice + "\"]}")
                .is(200)
                .json()
                .at("/Items/0");
        return record.path("balance_due").decimalValue().stripTrailingZeros().toPlainString() + " "
                + record.path("status").textValue();
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
        order("\"lines\": [{\"description\": \"a\", \"unit_price\": 1.005}]").naming(400, "lines[0].unit_price");
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
        acme.api.call("DELETE", PAYMENTS, "/" + first, null).is(200);
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
        acme.api.call("DELETE", PAYMENTS, "/" + payment, null).naming(409, "batch_id");
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
    void a_new_card_sets_a_suspended_schedule_going_again() {
        String schedule = acme.create(SCHEDULES).path("id").textValue();
        ServiceDatabase.one("""
                update installment_schedules set status = 'suspended', attempts = 3, error_message = 'declined',
                  next_attempt_date = '2027-02-03', suspended_at = '2027-02-03',
                  entries = jsonb_set(entries, '{0,status}', '"failed"')
                where tenant_id = ? and id = ? returning id""", acme.name, schedule);
        patch(SCHEDULES, schedule, "/entries/0/amount", "1").naming(400, "entries");
        patch(SCHEDULES, schedule, "/entries/0/status", "\"paid\"").naming(400, "entries");
        String card = acme.create(METHODS).path("id").textValue();
        JsonNode going = patch(SCHEDULES, schedule, "/stored_payment_method_id", "\"" + card + "\"")
                .is(200)
                .json();
        assertEquals("active", going.path("status").textValue());
        assertEquals(0, going.path("attempts").intValue());
        assertEquals("2027-01-31", going.path("next_processing_date").textValue());
        assertEquals(80, going.path("amount_outstanding").intValue());
        assertEquals(40, going.path("amount_billed").intValue());
        going.fieldNames()
                .forEachRemaining(name -> assertEquals(
                        -1,
                        List.of("error_message", "suspended_at", "next_attempt_date")
                                .indexOf(name)));
    }

    /** The open invoice of an entry, which stands at {@code status}. */
    private String installment(String schedule, int entry, String status) {
        String invoice = acme.api
                .post(
                        INVOICES,
                        "",
                        "{" + ANN + ", \"installment_schedule_id\": \"" + schedule + "\", \"entry_id\": \"" + entry
                                + "\", \"lines\": [{\"description\": \"Dues\", \"unit_price\": 40}]}")
                .is(200)
                .id();
        ServiceDatabase.one("""
                update installment_schedules set entries = jsonb_set(entries, array[?],
                  entries -> ?::integer || jsonb_build_object('status', ?, 'invoice_id', ?))
                where tenant_id = ? and id = ? returning id""", "" + (entry - 1), "" + (entry - 1), status, invoice, acme.name, schedule);
        return invoice;
    }

    /** Its status, failed tries and what is outstanding, and the statuses of its entries. */
    private String state(String schedule) {
        JsonNode record =
                acme.api.call("GET", SCHEDULES, "/" + schedule, null).is(200).json();
        return record.path("status").textValue() + " " + record.path("attempts").intValue() + " "
                + record.path("amount_outstanding").intValue() + " "
                + String.join("/", record.path("entries").findValuesAsText("status"));
    }

    private void suspend(String schedule) {
        ServiceDatabase.one("""
                update installment_schedules set status = 'suspended', attempts = 3, error_message = 'declined',
                  suspended_at = '2027-02-03' where tenant_id = ? and id = ? returning id""", acme.name, schedule);
    }

    @Test
    void an_installment_paid_by_hand_is_paid_in_its_schedule() {
        String schedule = acme.create(SCHEDULES).path("id").textValue();
        String first = installment(schedule, 1, "failed");
        suspend(schedule);
        pay(first, "30", "").is(200);
        assertEquals("suspended 3 80 failed/pending", state(schedule));
        String rest = pay(first, "10", "").is(200).id();
        assertEquals("active 0 40 paid/pending", state(schedule));
        JsonNode going =
                acme.api.call("GET", SCHEDULES, "/" + schedule, null).is(200).json();
        assertEquals(rest, going.at("/entries/0/payment_id").textValue());
        assertTrue(going.path("suspended_at").isMissingNode());
        pay(installment(schedule, 2, "billed"), "40", "").is(200);
        assertEquals("completed 0 0 paid/paid", state(schedule));
        patch(PAYMENTS, rest, "/status", "\"refunded\"").is(200);
        assertEquals("active 0 40 billed/paid", state(schedule));
    }

    @Test
    void an_installment_written_off_is_cancelled_and_billed_again_when_it_is_open_again() {
        String schedule = acme.create(SCHEDULES).path("id").textValue();
        String invoice = installment(schedule, 1, "failed");
        patch(INVOICES, invoice, "/status", "\"written off\"").is(200);
        assertEquals("active 0 40 cancelled/pending", state(schedule));
        patch(SCHEDULES, schedule, "/entries/0/status", "\"pending\"").naming(400, "entries");
        patch(INVOICES, invoice, "/status", "\"open\"").is(200);
        assertEquals("active 0 80 billed/pending", state(schedule));
    }

    @Test
    void only_a_new_card_sets_a_schedule_going_again_and_none_that_staff_suspended() {
        String schedule = acme.create(SCHEDULES).path("id").textValue();
        String card = acme.create(METHODS).path("id").textValue();
        ServiceDatabase.one("""
                update installment_schedules set attempts = 1, error_message = 'declined', stored_payment_method_id = ?
                where tenant_id = ? and id = ? returning id""", card, acme.name, schedule);
        patch(SCHEDULES, schedule, "/status", "\"suspended\"").is(200);
        patch(METHODS, card, "/token", "\"tok_other\"").is(200);
        assertEquals("suspended 0 80 pending/pending", state(schedule));
        String other = acme.create(METHODS).path("id").textValue();
        patch(SCHEDULES, schedule, "/stored_payment_method_id", "\"" + other + "\"")
                .is(200);
        assertEquals("suspended 0 80 pending/pending", state(schedule));
        patch(SCHEDULES, schedule, "/status", "\"active\"").is(200);
        assertEquals("active 0 80 pending/pending", state(schedule));
        suspend(schedule);
        patch(SCHEDULES, schedule, "/stored_payment_method_id", "null").is(200);
        assertEquals("suspended 3 80 pending/pending", state(schedule));
    }

    @Test
    void a_card_declined_for_good_is_replaced_before_its_schedule_goes_on() {
        String schedule = acme.create(SCHEDULES).path("id").textValue();
        String card = acme.create(METHODS).path("id").textValue();
        patch(SCHEDULES, schedule, "/stored_payment_method_id", "\"" + card + "\"")
                .is(200);
        String invoice = installment(schedule, 1, "failed");
        suspend(schedule);
        ServiceDatabase.one("""
                insert into payment_attempts (tenant_id, key, request_key, number, invoice_id, installment_schedule_id, entry_id,
                  stored_payment_method_id, card_hash, amount, currency, description, state, is_hard, started_at)
                select tenant_id, ?, '', 1, ?, ?, '1', id, card_hash(token, expiration), 40, 'USD', '', 'declined', true, now()
                from stored_payment_methods where tenant_id = ? and id = ? returning key""", schedule, invoice, schedule, acme.name, card);
        patch(SCHEDULES, schedule, "/status", "\"active\"").naming(409, "status");
        pay(invoice, "40", "").is(200);
        assertEquals("suspended 3 40 paid/pending", state(schedule));
        patch(METHODS, card, "/token", "\"tok_other\"").is(200);
        assertEquals("active 0 40 paid/pending", state(schedule));
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
