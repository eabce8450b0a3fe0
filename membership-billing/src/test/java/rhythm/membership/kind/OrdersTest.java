package rhythm.membership.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.kernel.bench.Replica.ANN;
import static rhythm.kernel.bench.Replica.TENANT;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.bench.OrderBook;
import rhythm.kernel.bench.Postbox;
import rhythm.kernel.bench.Replica.Death;
import rhythm.kernel.gateway.Delivery;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.gateway.Standing;

class OrdersTest {
    private static final Standing PAID = new Standing("paid", BigDecimal.ZERO);

    private final MovableClock clock = new MovableClock("2026-03-01T10:00:00Z");
    private final Postbox post = new Postbox();
    private final OrderBook book = new OrderBook();
    private final String database = "orders_" + UUID.randomUUID().toString().substring(0, 8);
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(database, clock, post, book);
        bench.insert(
                "packages",
                new JsonObject()
                        .put("id", "p1")
                        .put("name", "Member")
                        .put("renewal_price", 120.5)
                        .put("currency", "EUR")
                        .put("term", 12));
        notice("ok", "Paid {order.total}");
        notice("failed", "Not paid");
        bench.members(3, "2026-03-15");
        change(
                "package_id = 'p1', renew_automatically = true, renewal_payment_info = '{\"stored_payment_method_id\": \"card\"}'");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void notice(String id, String subject) {
        bench.insert(
                "billing_notices",
                new JsonObject()
                        .put("id", id)
                        .put("name", id)
                        .put("subject", subject)
                        .put("text", "Dear {membership.name}"));
    }

    private void change(String sql) {
        bench.sql("update memberships set " + sql + " returning id");
    }

    private JsonObject run(String id) {
        return new JsonObject()
                .put("id", id)
                .put("name", id)
                .put("status", "draft")
                .put("batch_id", "b7");
    }

    private static JsonObject march() {
        return new JsonObject()
                .put("expiration_date_range_start", "2026-03-01")
                .put("expiration_date_range_end", "2026-03-31");
    }

    private void autoRenewals(String id) {
        ready(run(id).put("perform_auto_renewals", true)
                .put(
                        "auto_renewal_options",
                        march().put("auto_renewal_success_notice_id", "ok")
                                .put("auto_renewal_failure_notice_id", "failed")));
    }

    private void ready(JsonObject run) {
        bench.insert("billing_runs", run);
        bench.runs.refresh(TENANT, run.getString("id"), ANN);
        bench.loop.runDry();
    }

    private void execute(String run) {
        bench.runs.execute(TENANT, run, ANN);
        bench.loop.runDry();
    }

    private void later(Duration time) {
        clock.pass(time);
        bench.loop.runDry();
    }

    @Test
    void a_renewal_order_is_placed_once_a_term() {
        change("renew_automatically = false");
        ready(run("r1")
                .put("generate_renewal_orders", true)
                .put("renewal_order_options", march().put("pro_forma", true).put("renewal_order_notice_id", "ok")));
        execute("r1");
        assertEquals(Map.of("completed", 3L), bench.actions("r1"));
        JsonObject order = book.orders.get("r1_ro_m000001");
        assertEquals("b7", order.getString("batch_id"));
        assertTrue(order.getBoolean("pro_forma"));
        assertEquals("Paid 120.5", post.messages.values().iterator().next().subject());
        assertEquals(
                3L,
                bench.count("memberships where renewal_order_balance_due = 120.5 and renewal_order_id like 'order-%'"));

        ready(run("r2").put("generate_renewal_orders", true).put("renewal_order_options", march()));
        assertEquals(Map.of(), bench.actions("r2"));
    }

    @Test
    void a_renewal_that_was_paid_moves_the_term_and_one_declined_does_not() {
        book.answer = order -> order.getString("action_id").endsWith("m000002")
                ? new Placement.Declined("o2", "i2", "insufficient_funds", false, "not enough money")
                : null;
        autoRenewals("r1");
        execute("r1");
        assertEquals(Map.of("completed", 2L, "payment failure", 1L), bench.actions("r1"));
        assertEquals(
                2L, bench.count("memberships where expiration_date = '2027-03-15' and term_start_date = '2026-03-16'"));
        assertEquals(
                1L,
                bench.count("billing_run_actions where error_message like '%insufficient_funds%' and order_id = 'o2'"));
        assertEquals(0L, bench.count("memberships where renewal_order_action_id is not null"));
        assertEquals(
                1L, bench.count("memberships where renewal_order_id = 'o2' and renewal_order_balance_due = 120.5"));
        assertEquals(3, post.messages.size());
        assertEquals(
                1L,
                post.messages.values().stream()
                        .filter(mail -> mail.subject().equals("Not paid"))
                        .count());

        book.answer = order -> null;
        bench.runs.retry(TENANT, "r1", true, ANN);
        bench.loop.runDry();
        assertEquals(Map.of("completed", 3L), bench.actions("r1"));
        assertEquals(3L, bench.count("memberships where expiration_date = '2027-03-15'"));
    }

    @Test
    void a_declined_charge_is_tried_again_though_nobody_knows_whether_its_notice_went_out() {
        book.answer = order -> new Placement.Declined(
                "o-" + order.getString("action_id"), null, "insufficient_funds", false, "not enough money");
        post.answer = mail -> new Delivery.Unknown("connection reset");
        autoRenewals("r1");
        execute("r1");
        assertEquals(Map.of("payment failure", 3L), bench.actions("r1"));
        assertEquals(3L, bench.count("billing_run_actions where mail_state = 'unknown'"));
        book.answer = order -> null;
        post.answer = mail -> new Delivery.Sent();
        bench.runs.retry(TENANT, "r1", true, ANN);
        bench.loop.runDry();
        assertEquals(Map.of("completed", 3L), bench.actions("r1"));
    }

    @Test
    void staff_are_told_that_who_was_billed_in_the_run_or_has_another_date_is_not_dropped_by_it() {
        change("renew_automatically = false, expiration_date = '2026-02-15'");
        JsonObject february = new JsonObject()
                .put("expiration_date_range_start", "2026-02-01")
                .put("expiration_date_range_end", "2026-02-28");
        ready(run("r1")
                .put("generate_renewal_orders", true)
                .put("renewal_order_options", february)
                .put("perform_drops", true)
                .put("drop_options", february));
        change("expiration_date = '2026-02-16' where id = 'm000002'");
        String why = bench.runs.explain(TENANT, "r1", "m000002");
        assertTrue(why.contains("expires as when the list was made") && why.contains("2026-02-16"), why);
        execute("r1");
        assertEquals(3L, bench.count("memberships where status = 'active'"));
        String billed = bench.runs.explain(TENANT, "r1", "m000001");
        assertTrue(billed.contains("yields to 'generate renewal order' of the same run"), billed);
    }

    @Test
    void while_collect_is_away_orders_wait_and_drops_go_on() {
        bench.sql(
                "update memberships set expiration_date = '2025-12-31', renew_automatically = false where id = 'm000003' returning id");
        book.answer = order -> new Placement.Unreachable("connection refused");
        ready(run("r1")
                .put("perform_auto_renewals", true)
                .put("auto_renewal_options", march())
                .put("perform_drops", true)
                .put("drop_options", march().put("expiration_date_range_start", "2025-12-01")));
        execute("r1");
        assertEquals(Map.of("processing order", 2L, "completed", 1L), bench.actions("r1"));
        assertEquals("running", bench.status("billing_runs", "r1"));
        assertEquals(1L, bench.count("memberships where status = 'inactive'"));

        later(Duration.ofHours(3));
        assertEquals("running", bench.status("billing_runs", "r1"));
        book.answer = order -> null;
        later(Duration.ofMinutes(1));
        assertEquals(Map.of("completed", 3L), bench.actions("r1"));
        assertEquals("completed", bench.status("billing_runs", "r1"));
        assertEquals(2L, bench.count("memberships where expiration_date = '2027-03-15'"));
    }

    @Test
    void of_two_runs_over_the_same_members_one_renews_them() {
        autoRenewals("r1");
        autoRenewals("r2");
        book.answer = order -> new Placement.Unreachable("timed out");
        execute("r1");
        execute("r2");
        assertEquals(Map.of("no longer eligible", 3L), bench.actions("r2"));
        book.answer = order -> null;
        later(Duration.ofMinutes(1));
        assertEquals(3, book.orders.size());
        assertEquals(Map.of("completed", 3L), bench.actions("r1"));
    }

    @Test
    void a_worker_that_dies_after_the_order_is_followed_by_one_that_asks_again_with_the_same_key() {
        autoRenewals("r1");
        bench.isDying = tx -> !book.orders.isEmpty();
        bench.runs.execute(TENANT, "r1", ANN);
        assertThrows(Death.class, bench.loop::runDry);
        bench.isDying = tx -> false;
        assertEquals(Map.of("processing order", 3L), bench.actions("r1"));
        later(Duration.ofMinutes(3));
        assertEquals(3, book.orders.size());
        assertEquals(Map.of("completed", 3L), bench.actions("r1"));
        assertEquals(3L, bench.count("memberships where expiration_date = '2027-03-15'"));
    }

    @Test
    void an_order_that_was_to_be_charged_and_is_not_paid_renews_nobody() {
        book.answer = order -> new Placement.Placed("o1", "i1", BigDecimal.TEN, false);
        autoRenewals("r1");
        execute("r1");
        assertEquals(Map.of("error", 3L), bench.actions("r1"));
        assertEquals(3L, bench.count("memberships where expiration_date = '2026-03-15'"));
    }

    @Test
    void a_run_goes_on_where_it_was_when_the_database_has_been_away() {
        autoRenewals("r1");
        bench.isDying = tx -> {
            if (!book.orders.isEmpty()) {
                tx.run("select pg_terminate_backend(pg_backend_pid())");
            }
            return false;
        };
        bench.runs.execute(TENANT, "r1", ANN);
        bench.loop.runDry();
        bench.isDying = tx -> false;
        assertEquals("running", bench.status("billing_runs", "r1"));
        later(Duration.ofMinutes(3));
        assertEquals(3, book.orders.size());
        assertEquals(Map.of("completed", 3L), bench.actions("r1"));
        assertEquals("completed", bench.status("billing_runs", "r1"));
    }

    @Test
    void an_order_that_is_refused_is_the_actions_error_and_leaves_the_membership_free() {
        book.answer = order -> new Placement.Refused("the batch b7 is closed");
        autoRenewals("r1");
        execute("r1");
        assertEquals(Map.of("error", 3L), bench.actions("r1"));
        assertEquals(3L, bench.count("billing_run_actions where error_message = 'the batch b7 is closed'"));
        assertEquals(0L, bench.count("memberships where renewal_order_action_id is not null"));
    }

    @Test
    void an_order_that_was_sent_is_asked_for_again_just_as_it_was_whatever_became_of_the_member() {
        book.answer = order -> new Placement.Unreachable("timed out");
        autoRenewals("r1");
        execute("r1");
        bench.sql("delete from memberships where id = 'm000001' returning id");
        change("renewal_payment_info = null, email_address = null where id = 'm000002'");
        book.answer = order -> null;
        later(Duration.ofMinutes(1));
        assertEquals(3L, bench.count("billing_run_actions where order_id like 'order-%' and done"));
        book.orders.values().forEach(order -> assertEquals("card", order.getString("stored_payment_method_id")));
        assertEquals(2L, bench.count("memberships where expiration_date = '2027-03-15'"));
        assertEquals(0L, bench.count("billing_run_actions where order_body is not null"));
    }

    @Test
    void an_order_for_a_member_who_was_deleted_before_it_was_sent_is_the_actions_error() {
        autoRenewals("r1");
        bench.runs.execute(TENANT, "r1", ANN);
        bench.isDying = tx -> tx.run("select 1 from billing_run_actions where order_body is not null")
                        .size()
                > 0;
        assertThrows(Death.class, bench.loop::runDry);
        bench.isDying = tx -> false;
        assertEquals(Map.of("processing order", 3L), bench.actions("r1"));
        bench.sql("delete from memberships where id = 'm000001' returning id");
        later(Duration.ofMinutes(3));
        assertEquals(Map.of("completed", 2L, "error", 1L), bench.actions("r1"));
        assertEquals("completed", bench.status("billing_runs", "r1"));
        assertEquals(2, book.orders.size());
    }

    @Test
    void while_collect_does_not_answer_one_order_at_a_time_finds_out() {
        AtomicInteger calls = new AtomicInteger();
        book.isAnswering = false;
        book.answer = order -> {
            calls.incrementAndGet();
            return new Placement.Unreachable("spared");
        };
        autoRenewals("r1");
        execute("r1");
        calls.set(0);
        clock.pass(Duration.ofMinutes(1));
        bench.loop.runDry();
        int tried = calls.get();
        book.isAnswering = true;
        clock.pass(Duration.ofMinutes(1));
        bench.loop.runDry();
        assertTrue(tried == 1 && calls.get() - tried == 3, tried + ", then " + (calls.get() - tried));
    }

    @Test
    void a_member_whose_renewal_is_under_way_is_not_dropped_by_another_run() {
        book.answer = order -> new Placement.Unreachable("timed out");
        autoRenewals("r1");
        execute("r1");
        clock.set("2026-05-20T10:00:00Z");
        ready(run("r2").put("perform_drops", true).put("drop_options", march()));
        assertEquals(Map.of(), bench.actions("r2"));
        book.answer = order -> null;
        later(Duration.ofMinutes(1));
        assertEquals(3L, bench.count("memberships where expiration_date = '2027-03-15' and status = 'active'"));
    }

    @Test
    void what_was_paid_while_the_package_lost_its_term_is_kept_and_renews_when_there_is_one_again() {
        book.answer = order -> new Placement.Unreachable("timed out");
        autoRenewals("r1");
        execute("r1");
        bench.sql("update packages set term = null returning id");
        book.answer = order -> null;
        later(Duration.ofMinutes(1));
        assertEquals(Map.of("completed", 3L), bench.actions("r1"));
        clock.set("2026-05-20T10:00:00Z");
        ready(run("r2").put("perform_drops", true).put("drop_options", march()));
        assertEquals(Map.of(), bench.actions("r2"));

        bench.sql("update packages set term = 12 returning id");
        book.orders.keySet().forEach(order -> book.standings.put("order-" + order, PAID));
        later(Duration.ofMinutes(6));
        assertEquals(3L, bench.count("memberships where expiration_date = '2027-03-15' and renewal_order_id is null"));
    }

    @Test
    void a_declined_order_is_the_one_that_the_next_run_pays() {
        book.answer = order -> new Placement.Declined(
                "order-" + order.getString("action_id"), "i", "insufficient_funds", false, "not enough money");
        autoRenewals("r1");
        execute("r1");
        assertEquals(3L, bench.count("memberships where renewal_order_id is not null and sys_version = 2"));
        book.answer = order -> null;
        autoRenewals("r2");
        execute("r2");
        assertEquals("order-r1_au_m000001", book.orders.get("r2_au_m000001").getString("order_id"));
        assertEquals(3L, bench.count("memberships where expiration_date = '2027-03-15' and renewal_order_id is null"));
    }
}
