package rhythm.membership.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static rhythm.kernel.bench.Replica.ANN;
import static rhythm.kernel.bench.Replica.TENANT;
import static rhythm.kernel.run.Expectation.NONE;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.bench.OrderBook;
import rhythm.kernel.bench.Postbox;
import rhythm.kernel.gateway.Delivery;
import rhythm.kernel.gateway.Fate;
import rhythm.kernel.gateway.Standing;

/** Renewal orders that members pay themselves, in collect-billing: what that does to their memberships. */
class OpenOrdersTest {
    private static final Standing PAID = new Standing(Fate.PAID, BigDecimal.ZERO);

    private final MovableClock clock = new MovableClock("2026-03-01T10:00:00Z");
    private final Postbox post = new Postbox();
    private final OrderBook book = new OrderBook();
    private final String database = "open_" + UUID.randomUUID().toString().substring(0, 8);
    private final Bench bench = new Bench(database, clock, post, book);

    @BeforeEach
    void bill() {
        bench.insert(
                "packages",
                new JsonObject()
                        .put("id", "p1")
                        .put("name", "Member")
                        .put("renewal_price", 100)
                        .put("currency", "EUR")
                        .put("term", 12));
        bench.insert(
                "billing_notices",
                new JsonObject()
                        .put("id", "n")
                        .put("name", "n")
                        .put("subject", "{membership.name} owes {order.balance_due}")
                        .put("text", "."));
        bench.members(3, "2026-03-15");
        change("package_id = 'p1' where true");
        run("orders", "generate_renewal_orders", "renewal_order_options", march());
        assertEquals(3, book.orders.size());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void change(String sql) {
        bench.sql("update memberships set " + sql + " returning id");
    }

    private static JsonObject march() {
        return new JsonObject()
                .put("expiration_date_range_start", "2026-03-01")
                .put("expiration_date_range_end", "2026-03-31");
    }

    private static JsonObject reminders() {
        return new JsonObject()
                .put("reminders", JsonArray.of(march().put("reminder_id", "r").put("reminder_notice_id", "n")));
    }

    private static String order(int member) {
        return "order-orders_ro_m00000" + member;
    }

    private void list(String id, String flag, String optionsName, JsonObject options) {
        bench.insert(
                "billing_runs",
                new JsonObject()
                        .put("id", id)
                        .put("name", id)
                        .put("status", "draft")
                        .put(flag, true)
                        .put(optionsName, options));
        bench.refresh(id);
    }

    private void run(String id, String flag, String optionsName, JsonObject options) {
        list(id, flag, optionsName, options);
        bench.execute(id);
    }

    private void later(Duration time) {
        clock.pass(time);
        bench.loop.runDry();
    }

    @Test
    void a_member_who_pays_is_renewed_without_anybodys_doing() {
        book.standings.put(order(1), PAID);
        book.standings.put(order(2), new Standing(Fate.OPEN, new BigDecimal("60.5")));
        later(Duration.ofMinutes(4));
        assertEquals(0L, bench.count("memberships where expiration_date = '2027-03-15'"));
        later(Duration.ofMinutes(2));
        assertEquals(
                1L,
                bench.count("memberships where id = 'm000001' and expiration_date = '2027-03-15'"
                        + " and term_start_date = '2026-03-16' and renewal_order_id is null"));
        assertEquals(1L, bench.count("memberships where id = 'm000002' and renewal_order_balance_due = 60.5"));

        book.standings.put(order(2), PAID);
        later(Duration.ofMinutes(6));
        later(Duration.ofMinutes(6));
        assertEquals(2L, bench.count("memberships where expiration_date = '2027-03-15'"));
        assertEquals(2L, bench.count("memberships where renewal_order_id is null"));
    }

    @Test
    void who_pays_after_her_expiration_date_was_extended_by_grace_is_renewed_and_not_billed_twice() {
        change("expiration_date = '2026-03-31' where id = 'm000001'");
        run("again", "generate_renewal_orders", "renewal_order_options", march());
        assertEquals(Map.of(), bench.actions("again"));
        book.standings.put(order(1), PAID);
        later(Duration.ofMinutes(6));
        assertEquals(
                1L,
                bench.count("memberships where id = 'm000001' and status = 'active' and expiration_date = '2027-03-31'"
                        + " and renewal_order_id is null"));
    }

    @Test
    void an_auto_renewal_shows_and_charges_what_is_open_of_the_order_that_stands() {
        book.standings.put(order(1), new Standing(Fate.OPEN, new BigDecimal("60.5")));
        change("renew_automatically = true, renewal_payment_info = '{\"stored_payment_method_id\": \"card\"}'"
                + " where id = 'm000001'");
        run("auto", "perform_auto_renewals", "auto_renewal_options", march());
        assertEquals(Map.of("completed", 1L), bench.actions("auto"));
        assertEquals(1L, bench.count("billing_run_actions where billing_run_id = 'auto' and amount = 60.5"));
        assertEquals(order(1), book.orders.get("auto_au_m000001").getString("order_id"));
    }

    @Test
    void who_pays_after_the_list_was_made_is_neither_reminded_nor_dropped() {
        clock.set("2026-05-20T10:00:00Z");
        list("drop", "perform_drops", "drop_options", march());
        list("remind", "send_renewal_reminders", "renewal_reminder_options", reminders());
        assertEquals(Map.of("pending", 3L), bench.actions("drop"));
        assertEquals(Map.of("pending", 3L), bench.actions("remind"));
        book.standings.put(order(1), PAID);
        bench.execute("remind");
        assertEquals(Map.of("completed", 2L, "no longer eligible", 1L), bench.actions("remind"));
        book.standings.put(order(2), PAID);
        bench.execute("drop");
        assertEquals(Map.of("completed", 1L, "no longer eligible", 2L), bench.actions("drop"));
        assertEquals(1L, bench.count("memberships where status = 'inactive' and id = 'm000003'"));
    }

    /** Makes the list of {@code remind}, looking at orders for longer than the lease on it holds. */
    private void remind(Runnable meanwhile) {
        clock.set("2026-05-20T10:00:00Z");
        book.meanwhile = () -> {
            book.meanwhile = () -> {};
            clock.pass(Duration.ofMinutes(3));
            meanwhile.run();
        };
        list("remind", "send_renewal_reminders", "renewal_reminder_options", reminders());
        assertEquals(Map.of("pending", 3L), bench.actions("remind"));
        assertEquals(
                3L, bench.count("billing_run_actions where outcome_of_last_refresh = 'added' and type like '%rem%'"));
    }

    @Test
    void a_list_is_made_though_another_replica_has_begun_to_look_at_orders_for_it() {
        remind(() -> bench.sql("""
                update billing_runs set lease = 'of another', leased_until = '2026-05-20T10:05:00Z'
                where id = 'remind' returning id"""));
    }

    @Test
    void a_list_that_another_replica_made_meanwhile_is_not_made_again() {
        try (Bench other = new Bench(database, clock, post, book)) {
            remind(other.loop::runDry);
        }
    }

    @Test
    void nobody_is_reminded_without_a_last_look_at_her_order() {
        bench.members(4, 350, "2026-03-15");
        change("package_id = 'p1' where true");
        run("more", "generate_renewal_orders", "renewal_order_options", march());
        clock.set("2026-05-20T10:00:00Z");
        list("remind", "send_renewal_reminders", "renewal_reminder_options", reminders());
        book.asked.clear();
        Set<String> unseen = ConcurrentHashMap.newKeySet();
        post.answer = mail -> {
            int member = Integer.parseInt(mail.to().substring(1, mail.to().indexOf('@')));
            String order = "order-%s_ro_m%06d".formatted(member < 4 ? "orders" : "more", member);
            if (!book.asked.contains(order)) {
                unseen.add(order);
            }
            return member <= 100 ? new Delivery.Deferred(451, "later") : new Delivery.Sent();
        };
        bench.runs.execute(TENANT, "remind", NONE, ANN);
        bench.loop.runDry();
        assertEquals(Map.of("pending", 100L, "completed", 250L), bench.actions("remind"));
        assertEquals(Set.of(), unseen);
    }

    @Test
    void who_pays_after_the_drop_is_back_with_all_that_flows_down() {
        change("parent_id = 'm000003', origin = 'flow down', renewal_order_id = null where id = 'm000002'");
        clock.set("2026-05-20T10:00:00Z");
        run("drop", "perform_drops", "drop_options", march());
        assertEquals(3L, bench.count("memberships where status = 'inactive' and termination_date = '2026-05-20'"));
        book.standings.put(order(3), PAID);
        later(Duration.ofHours(1));
        assertEquals(
                2L,
                // 66 days after the old term ended it had lapsed: the new one begins today
                bench.count("memberships where status = 'active' and id in ('m000002', 'm000003')"
                        + " and term_start_date = '2026-05-20' and expiration_date = '2027-05-19'"
                        + " and termination_date is null"));
        assertEquals(
                1L,
                bench.count("memberships where reinstatement_date = '2026-05-20'"
                        + " and last_terminated_date = '2026-05-20' and id = 'm000003'"));
    }

    @Test
    void who_pays_gets_what_was_billed_whatever_the_package_has_become() {
        bench.sql("update packages set term = null, renewal_price = 900, term_type = 'calendar' returning id");
        bench.insert(
                "packages",
                new JsonObject()
                        .put("id", "p60")
                        .put("name", "Long")
                        .put("term", 60)
                        .put("renewal_price", 500));
        change("package_id = 'p60' where id = 'm000001'");
        change("renews_with_id = 'p60' where id = 'm000002'");
        book.standings.put(order(1), PAID);
        book.standings.put(order(2), PAID);
        later(Duration.ofMinutes(6));
        assertEquals(
                2L,
                bench.count("memberships where expiration_date = '2027-03-15' and package_id = 'p1'"
                        + " and renewed_by_order_id = 'order-orders_ro_' || id"));
        assertEquals(1L, bench.count("memberships where renews_with_id = 'p60'"));
    }

    @Test
    void a_cancelled_order_makes_room_for_another() {
        book.standings.put(order(1), new Standing(Fate.CANCELLED, new BigDecimal(100)));
        run("again", "generate_renewal_orders", "renewal_order_options", march());
        assertEquals(Map.of("completed", 1L), bench.actions("again"));
    }

    @Test
    void a_member_renewed_by_hand_is_not_renewed_once_more() {
        change("expiration_date = '2027-03-15' where id = 'm000001'");
        book.standings.put(order(1), PAID);
        later(Duration.ofHours(1));
        assertEquals(1L, bench.count("memberships where expiration_date = '2027-03-15' and renewal_order_id is null"));
    }
}
