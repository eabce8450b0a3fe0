package rhythm.membership.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.kernel.bench.Replica.ANN;
import static rhythm.kernel.bench.Replica.TENANT;
import static rhythm.kernel.run.Expectation.NONE;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import rhythm.kernel.gateway.Delivery;
import rhythm.kernel.gateway.Placement;

/** What runs do with orders and charges, and with their answers. */
class OrdersTest extends RenewalRuns {
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
        assertEquals("Paid 120.50", post.messages.values().iterator().next().subject());
        assertEquals(
                3L,
                bench.count(
                        "memberships where renewal_order_id is null and renewal_estimate_order_id like 'order-r1%'"));

        // an estimate keeps nobody from being billed, an order does
        ready(run("r2").put("generate_renewal_orders", true).put("renewal_order_options", march()));
        execute("r2");
        assertEquals(
                3L,
                bench.count("memberships where renewal_order_balance_due = 120.5 and renewal_order_id like 'order-r2%'"
                        + " and renewal_estimate_order_id is null"));
        ready(run("r3").put("generate_renewal_orders", true).put("renewal_order_options", march()));
        assertEquals(Map.of(), bench.actions("r3"));
    }

    /** For want of money, to be tried again the same day. */
    private static Placement declined(String order, String invoice) {
        return new Placement.Declined(
                order, invoice, "insufficient_funds", false, "not enough money", false, LocalDate.of(2026, 3, 1));
    }

    @Test
    void who_is_given_another_package_after_the_list_was_made_is_not_charged_for_the_old_one() {
        autoRenewals("r1");
        JsonObject basic = new JsonObject().put("id", "p9").put("name", "Basic");
        bench.insert(
                "packages",
                basic.put("renewal_price", 10).put("currency", "EUR").put("term", 12));
        change("renews_with_id = 'p9' where id = 'm000001'");
        execute("r1");
        assertEquals("no longer eligible", bench.status("billing_run_actions", "r1_au_m000001"));
        assertEquals(Map.of("completed", 2L, "no longer eligible", 1L), bench.actions("r1"));
        String why = bench.runs.explain(TENANT, "r1", "m000001");
        assertTrue(why.contains("renews into the package of when the list was made"), why);
    }

    @Test
    void a_renewal_that_was_paid_moves_the_term_and_one_declined_does_not() {
        book.answer = order -> order.getString("action_id").endsWith("m000002") ? declined("o2", "i2") : null;
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
        bench.runs.retry(TENANT, "r1", true, NONE, ANN);
        bench.loop.runDry();
        assertEquals(Map.of("completed", 3L), bench.actions("r1"));
        assertEquals(3L, bench.count("memberships where expiration_date = '2027-03-15'"));
        assertEquals(4, post.messages.size(), "she was told of the decline, and of the success");
        assertEquals(0, post.twice());
    }

    @Test
    void each_decline_has_a_notice_of_its_own_and_keeps_it() {
        book.answer = order -> declined("o", "i");
        Set<String> tried = ConcurrentHashMap.newKeySet();
        post.answer = mail -> {
            tried.add(mail.messageId());
            return new Delivery.Deferred(451, "later");
        };
        autoRenewals("r1");
        execute("r1");
        assertEquals(3, tried.size());
        post.answer = mail -> new Delivery.Sent();
        later(Duration.ofMinutes(2));
        assertEquals(tried, post.messages.keySet());
        bench.runs.retry(TENANT, "r1", true, NONE, ANN);
        bench.loop.runDry();
        assertEquals(6, post.messages.size());
        assertEquals(0, post.twice());
    }

    @Test
    void a_declined_charge_is_tried_again_though_nobody_knows_whether_its_notice_went_out() {
        book.answer = order -> declined("o-" + order.getString("action_id"), null);
        post.answer = mail -> new Delivery.Unknown("connection reset");
        autoRenewals("r1");
        execute("r1");
        assertEquals(Map.of("payment failure", 3L), bench.actions("r1"));
        assertEquals(3L, bench.count("billing_run_actions where mail_state = 'unknown'"));
        assertEquals(3L, bench.count("attention where kind = 'delivery unknown' and status = 'open'"));
        book.answer = order -> null;
        post.answer = mail -> new Delivery.Sent();
        bench.runs.retry(TENANT, "r1", true, NONE, ANN);
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
    void an_order_that_was_to_be_charged_and_is_not_paid_renews_nobody() {
        book.answer = order -> new Placement.Placed("o1", "i1", BigDecimal.TEN, false);
        autoRenewals("r1");
        execute("r1");
        assertEquals(Map.of("error", 3L), bench.actions("r1"));
        assertEquals(3L, bench.count("memberships where expiration_date = '2026-03-15'"));
    }

    @Test
    void an_order_that_is_refused_is_the_actions_error_and_leaves_the_membership_free() {
        book.answer = order -> new Placement.Refused("the batch b7 is closed");
        autoRenewals("r1");
        execute("r1");
        assertEquals(Map.of("error", 3L), bench.actions("r1"));
        assertEquals(3L, bench.count("billing_run_actions where error_message = 'the batch b7 is closed'"));
        assertEquals(0L, bench.count("memberships where renewal_order_action_id is not null"));
        assertEquals(3L, bench.count("attention where kind = 'order refused' and status = 'open' and amount = 120.5"));
        book.answer = order -> null;
        bench.runs.retry(TENANT, "r1", false, NONE, ANN);
        bench.loop.runDry();
        assertEquals(3L, bench.count("attention where kind = 'order refused' and status = 'done'"));
    }

    @Test
    void a_declined_order_is_the_one_that_the_next_run_pays() {
        book.answer = order -> declined("order-" + order.getString("action_id"), "i");
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
