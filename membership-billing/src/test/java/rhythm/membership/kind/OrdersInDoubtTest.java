package rhythm.membership.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.kernel.bench.Replica.ANN;
import static rhythm.kernel.bench.Replica.TENANT;
import static rhythm.kernel.run.Expectation.NONE;

import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import rhythm.kernel.bench.Replica.Death;
import rhythm.kernel.gateway.Placement;

/** Orders whose answer is late or lost, and what has changed when it comes. */
class OrdersInDoubtTest extends RenewalRuns {
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
    void a_worker_that_dies_after_the_order_is_followed_by_one_that_asks_again_with_the_same_key() {
        autoRenewals("r1");
        bench.isDying = tx -> !book.orders.isEmpty();
        bench.runs.execute(TENANT, "r1", NONE, ANN);
        assertThrows(Death.class, bench.loop::runDry);
        bench.isDying = tx -> false;
        assertEquals(Map.of("processing order", 3L), bench.actions("r1"));
        later(Duration.ofMinutes(3));
        assertEquals(3, book.orders.size());
        assertEquals(Map.of("completed", 3L), bench.actions("r1"));
        assertEquals(3L, bench.count("memberships where expiration_date = '2027-03-15'"));
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
        bench.runs.execute(TENANT, "r1", NONE, ANN);
        bench.loop.runDry();
        bench.isDying = tx -> false;
        assertEquals("running", bench.status("billing_runs", "r1"));
        later(Duration.ofMinutes(3));
        assertEquals(3, book.orders.size());
        assertEquals(Map.of("completed", 3L), bench.actions("r1"));
        assertEquals("completed", bench.status("billing_runs", "r1"));
    }

    @Test
    void an_order_that_was_sent_is_asked_for_again_just_as_it_was_whatever_became_of_the_member() {
        book.answer = order -> new Placement.Unreachable("timed out");
        autoRenewals("r1");
        execute("r1");
        change("renewal_payment_info = null, email_address = null where id = 'm000002'");
        book.answer = order -> null;
        later(Duration.ofMinutes(1));
        assertEquals(3L, bench.count("billing_run_actions where order_id like 'order-%' and done"));
        book.orders.values().forEach(order -> assertEquals("card", order.getString("stored_payment_method_id")));
        assertEquals(3L, bench.count("memberships where expiration_date = '2027-03-15'"));
        assertEquals(0L, bench.count("billing_run_actions where order_body is not null"));
    }

    @Test
    void a_member_whose_order_is_being_placed_is_not_deleted() {
        book.answer = order -> new Placement.Unreachable("timed out");
        autoRenewals("r1");
        execute("r1");
        PgException refused = assertThrows(
                PgException.class, () -> bench.sql("delete from memberships where id = 'm000001' returning id"));
        assertEquals("RB409", refused.getSqlState());
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
        // 66 days after the old term ended, it begins on the day it is paid
        assertEquals(3L, bench.count("memberships where expiration_date = '2027-05-19' and status = 'active'"));
    }

    @Test
    void what_was_paid_while_the_package_lost_its_term_gives_the_term_that_was_listed() {
        book.answer = order -> new Placement.Unreachable("timed out");
        autoRenewals("r1");
        execute("r1");
        bench.sql("update packages set term = null returning id");
        book.answer = order -> null;
        later(Duration.ofMinutes(1));
        assertEquals(Map.of("completed", 3L), bench.actions("r1"));
        assertEquals(3L, bench.count("memberships where expiration_date = '2027-03-15' and renewal_order_id is null"));
    }
}
