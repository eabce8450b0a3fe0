package rhythm.collect.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.bench.OrderBook;
import rhythm.kernel.bench.Postbox;
import rhythm.kernel.gateway.Placement.Declined;
import rhythm.kernel.gateway.Placement.Placed;

/** What the five kinds select and do. */
class RunTest {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(
                "collectruns" + DATABASES.incrementAndGet(),
                new MovableClock("2027-03-01T10:00:00Z"),
                new Postbox(),
                new OrderBook());
        bench.book.answer = this::answer;
    }

    /** As the desk of installments answers, when all go through: over what the entries come to, of which each is 10. */
    private Placed answer(JsonObject order) {
        bench.book.orders.put(order.getString("idempotency_key"), order);
        int total = 10 * order.getJsonArray("entry_ids").size();
        return new Placed("order", "invoice", BigDecimal.valueOf(total), order.getBoolean("charge"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static String range(String from, String to) {
        return "\"expiration_date_range_start\": \"" + from + "\", \"expiration_date_range_end\": \"" + to + "\"";
    }

    private static String reminders(String notice, String from, String to) {
        return "\"reminders\": [{\"id\": 1, \"reminder_notice_id\": \"" + notice + "\", " + range(from, to) + "}]";
    }

    @Test
    void due_installments_are_ordered_once_with_their_entries() {
        bench.card("card", "visa", "2028-09");
        bench.insert(
                "installment_schedules",
                Bench.schedule(
                                "due",
                                "active",
                                "2027-01-31 paid",
                                "2027-02-15 failed",
                                "2027-02-28 pending",
                                "2027-04-30 pending")
                        .put("stored_payment_method_id", "card"));
        bench.insert("installment_schedules", Bench.schedule("billed", "active", "2027-02-28 billed"));
        bench.insert("installment_schedules", Bench.schedule("later", "active", "2027-03-01 pending"));
        bench.insert("installment_schedules", Bench.schedule("suspended", "suspended", "2027-02-28 pending"));
        bench.insert(
                "installment_schedules",
                Bench.schedule("waiting", "active", "2027-02-28 failed")
                        .put("stored_payment_method_id", "card")
                        .put("next_attempt_date", "2027-03-02"));
        bench.notice("paid", "{schedule.amount_due} paid");
        bench.run(
                "run",
                "{\"process_installment_schedules\": true, \"installment_schedule_options\": {"
                        + range("2027-02-01", "2027-02-28") + ", \"installment_success_notice_id\": \"paid\"}}");
        bench.refresh("run");
        assertEquals(Map.of("pending", 1L), bench.actions("run"));
        assertEquals("2,3", bench.sql("select array_to_string(entry_ids, ',') from billing_run_actions"));
        assertEquals("20", String.valueOf(bench.sql("select amount from billing_run_actions")));
        bench.execute("run");
        assertEquals(Map.of("completed", 1L), bench.actions("run"));
        JsonObject order = bench.book.orders.get("run_is_due");
        assertEquals(List.of("2", "3"), order.getJsonArray("entry_ids").getList());
        assertEquals("due", order.getString("installment_schedule_id"));
        assertEquals(true, order.getBoolean("charge"));
        assertEquals(List.of("ann@example.org: 20.00 paid"), bench.mails());
    }

    @Test
    void what_failed_before_the_range_is_due_again_when_its_next_attempt_is() {
        bench.card("card", "visa", "2028-09");
        JsonObject failed = new JsonObject().put("stored_payment_method_id", "card");
        bench.insert(
                "installment_schedules",
                Bench.schedule("again", "active", "2027-01-31 failed", "2027-02-10 pending")
                        .mergeIn(failed)
                        .put("next_attempt_date", "2027-02-03"));
        bench.insert(
                "installment_schedules",
                Bench.schedule("renewed", "active", "2027-01-31 failed").mergeIn(failed));
        bench.insert(
                "installment_schedules",
                Bench.schedule("later", "active", "2027-01-31 failed")
                        .mergeIn(failed)
                        .put("next_attempt_date", "2027-03-01"));
        bench.insert("installment_schedules", Bench.schedule("cardless", "active", "2027-02-15 failed"));
        bench.insert(
                "installment_schedules",
                Bench.schedule("missed", "active", "2027-01-31 pending").mergeIn(failed));
        bench.run(
                "run",
                "{\"process_installment_schedules\": true, \"installment_schedule_options\": {"
                        + range("2027-02-01", "2027-02-28") + "}}");
        bench.refresh("run");
        assertEquals(
                "again 1,2 20 renewed 1 10",
                bench.sql("select string_agg(concat_ws(' ', candidate_id, array_to_string(entry_ids, ','), amount), ' '"
                        + " order by candidate_id) from billing_run_actions"));
    }

    @Test
    void an_action_is_over_what_is_open_of_its_entries() {
        bench.card("card", "visa", "2028-09");
        bench.insert(
                "installment_schedules",
                Bench.schedule("part", "active", "2027-02-15 failed", "2027-02-28 pending")
                        .put("stored_payment_method_id", "card"));
        JsonObject installment =
                new JsonObject().put("installment_schedule_id", "part").put("entry_id", "1");
        bench.insert(
                "invoices",
                Bench.invoice("void", "ann", "9", "USD").mergeIn(installment).put("status", "void"));
        bench.insert("invoices", Bench.invoice("rest", "ann", "4.50", "USD").mergeIn(installment));
        bench.run(
                "run",
                "{\"process_installment_schedules\": true, \"installment_schedule_options\": {"
                        + range("2027-02-01", "2027-02-28") + "}}");
        bench.refresh("run");
        assertEquals("14.50", bench.sql("select round(amount, 2)::text from billing_run_actions"));
        bench.sql("update billing_run_actions set amount = 1 returning id");
        bench.book.answer = order -> new Declined("order", "invoice", "decline", false, "declined");
        bench.execute("run");
        assertEquals(
                "14.50", bench.sql("select round(amount, 2)::text from billing_run_actions"), "and when it is decided");
    }

    private void suspendedUntil(String id, String day) {
        bench.insert(
                "installment_schedules",
                Bench.schedule(id, "suspended", "2027-01-31 failed", "2027-02-15 pending")
                        .put("attempts", 3)
                        .put("error_message", "declined")
                        .put("suspended_at", "2027-02-03")
                        .put("suspended_until", day));
    }

    @Test
    void a_schedule_that_rests_until_an_agreed_day_is_left_alone_until_then_and_charged_from_then_on() {
        suspendedUntil("over", "2027-03-01");
        suspendedUntil("resting", "2027-03-02");
        bench.notice("n", "reminded or cancelled");
        bench.run("run", """
                {"process_installment_schedules": true, "installment_schedule_options": {%1$s},
                 "send_installment_schedule_reminders": true, "installment_schedule_reminder_options": {%2$s},
                 "cancel_installment_schedules": true,
                 "installment_schedule_cancellation_options": {%1$s, "cancellation_notice_id": "n"}}""".formatted(range("2027-02-01", "2027-03-31"), reminders("n", "2027-02-01", "2027-03-31")));
        bench.refresh("run");
        assertEquals("run_is_over", bench.sql("select string_agg(id, ' ') from billing_run_actions"));
        bench.execute("run");
        assertEquals(Map.of("completed", 1L), bench.actions("run"));
        assertEquals(
                List.of("2"),
                bench.book.orders.get("run_is_over").getJsonArray("entry_ids").getList());
        assertEquals("active 0, suspended 3 2027-03-02 declined", bench.sql("""
                select string_agg(concat_ws(' ', status, attempts, suspended_until, error_message), ', ' order by id)
                from installment_schedules"""));
        assertEquals(List.of(), bench.mails());
    }

    @Test
    void customers_of_schedules_suspended_by_failures_are_reminded() {
        for (String id : List.of("failed", "long_ago", "by_staff")) {
            bench.insert(
                    "installment_schedules",
                    Bench.schedule(id, "suspended", "2027-02-15 failed", "2027-03-15 pending")
                            .put("attempts", id.equals("by_staff") ? 0 : 3)
                            .put("suspended_at", id.equals("long_ago") ? "2026-12-01" : "2027-02-20"));
        }
        bench.notice("n", "{schedule.amount_outstanding} {schedule.currency} open");
        bench.run(
                "run",
                "{\"send_installment_schedule_reminders\": true, \"installment_schedule_reminder_options\": {"
                        + reminders("n", "2027-02-15", "2027-02-28") + "}}");
        bench.refresh("run");
        bench.execute("run");
        assertEquals(Map.of("completed", 1L), bench.actions("run"));
        assertEquals(List.of("ann@example.org: 20.00 USD open"), bench.mails());
        assertNotNull(bench.sql("select last_reminded_at from installment_schedules where id = 'failed'"));
        assertNull(bench.sql("select last_reminded_at from installment_schedules where id = 'by_staff'"));
    }

    @Test
    void schedules_suspended_for_long_are_cancelled_and_keep_what_was_billed() {
        bench.insert(
                "installment_schedules",
                Bench.schedule("old", "suspended", "2026-11-30 paid", "2026-12-31 failed", "2027-01-31 pending")
                        .put("suspended_at", "2027-01-05"));
        bench.insert(
                "installment_schedules",
                Bench.schedule("fresh", "suspended", "2027-02-28 pending").put("suspended_at", "2027-02-20"));
        bench.insert(
                "installment_schedules",
                Bench.schedule("again", "suspended", "2027-01-31 pending").put("suspended_at", "2027-01-05"));
        bench.notice("n", "{schedule.status}");
        bench.run(
                "run",
                "{\"cancel_installment_schedules\": true, \"installment_schedule_cancellation_options\": {"
                        + range("2027-01-01", "2027-01-31") + ", \"cancellation_notice_id\": \"n\"}}");
        bench.refresh("run");
        bench.sql("update installment_schedules set status = 'active' where id = 'again' returning id");
        bench.execute("run");
        assertEquals(Map.of("completed", 1L, "no longer eligible", 1L), bench.actions("run"));
        assertEquals("cancelled", bench.status("installment_schedules", "old"));
        assertEquals(
                "paid,failed,cancelled",
                bench.sql(
                        "select string_agg(e ->> 'status', ',' order by e ->> 'entry_id') from installment_schedules c,"
                                + " jsonb_array_elements(c.entries) e where c.id = 'old'"));
        assertEquals("suspended", bench.status("installment_schedules", "fresh"));
        assertEquals(List.of("ann@example.org: cancelled"), bench.mails());
    }

    @Test
    void customers_are_asked_for_a_new_card_before_theirs_expires() {
        bench.card("soon", "visa", "2027-03");
        bench.card("replaced", "visa", "2027-03");
        bench.card("other_brand", "amex", "2027-03");
        bench.card("later", "visa", "2027-04");
        bench.insert(
                "stored_payment_methods",
                Bench.card("unused", "visa").put("expiration", "2027-03").put("is_active", false));
        bench.notice("n", "{card.type} {card.expiration}");
        bench.run(
                "run",
                "{\"send_expiring_credit_card_reminders\": true, \"expiring_credit_card_reminder_options\": {"
                        + "\"card_type_restriction\": \"exclude\", \"card_types\": [\"amex\"], "
                        + reminders("n", "2027-03-01", "2027-03-31") + "}}");
        bench.refresh("run");
        assertEquals(Map.of("pending", 2L), bench.actions("run"));
        bench.sql("update stored_payment_methods set is_active = false where id = 'replaced' returning id");
        bench.execute("run");
        assertEquals(Map.of("completed", 1L, "no longer eligible", 1L), bench.actions("run"));
        assertEquals(List.of("ann@example.org: visa 2027-03"), bench.mails());
        assertNotNull(bench.sql("select last_reminded_at from stored_payment_methods where id = 'soon'"));
    }

    @Test
    void customers_get_one_statement_of_all_they_owe() {
        bench.insert("invoices", Bench.invoice("i1", "ann", "80.50", "USD"));
        bench.insert("invoices", Bench.invoice("i2", "ann", "20.25", "USD"));
        bench.insert("invoices", Bench.invoice("i3", "ann", "5", "EUR"));
        bench.insert("invoices", Bench.invoice("i4", "bob", "7", "USD"));
        bench.insert("invoices", Bench.invoice("i5", "cid", "1", "USD"));
        bench.notice(
                "n", "{statement.invoice_count}: {statement.balance_due}{#for i in statement.invoices} {i.name}{/for}");
        bench.run("run", "{\"send_statements\": true, \"statement_options\": {\"statement_notice_id\": \"n\"}}");
        bench.refresh("run");
        assertEquals(Map.of("pending", 3L), bench.actions("run"));
        bench.sql("update invoices set status = 'written off' where id = 'i5' returning id");
        bench.execute("run");
        assertEquals(Map.of("completed", 2L, "no longer eligible", 1L), bench.actions("run"));
        assertEquals(
                List.of("ann@example.org: 3: EUR 5.00, USD 100.75 i1 i2 i3", "bob@example.org: 1: USD 7.00 i4"),
                bench.mails());
        bench.run(
                "none",
                "{\"send_statements\": true, \"statement_options\": {\"statement_notice_id\": \"n\","
                        + " \"invoice_service_restriction\": \"include\", \"invoice_services\": [\"membership\"]}}");
        bench.refresh("none");
        assertFalse(bench.actions("none").containsKey("pending"));
    }
}
