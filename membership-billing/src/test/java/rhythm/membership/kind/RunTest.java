package rhythm.membership.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.kernel.run.Expectation.NONE;
import static rhythm.membership.kind.Bench.ANN;
import static rhythm.membership.kind.Bench.TENANT;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.bench.Postbox;
import rhythm.kernel.gateway.Delivery;
import rhythm.kernel.problem.ProblemException;

class RunTest {
    private final MovableClock clock = new MovableClock("2026-03-01T10:00:00Z");
    private final Postbox post = new Postbox();
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench("run_" + UUID.randomUUID().toString().substring(0, 8), clock, post);
        bench.insert(
                "billing_notices",
                new JsonObject()
                        .put("id", "n1")
                        .put("name", "Renew")
                        .put("is_active", true)
                        .put("subject", "Renew by {membership.expiration_date}")
                        .put("text", "Dear {membership.name}"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static JsonObject range(String from, String to) {
        return new JsonObject().put("expiration_date_range_start", from).put("expiration_date_range_end", to);
    }

    private void noticeRun(String id) {
        bench.insert(
                "billing_runs",
                new JsonObject()
                        .put("id", id)
                        .put("name", id)
                        .put("status", "draft")
                        .put("generate_renewal_notices", true)
                        .put(
                                "renewal_notice_options",
                                range("2026-03-01", "2026-03-31").put("renewal_notice_id", "n1")));
    }

    private void dropRun(String id) {
        bench.insert(
                "billing_runs",
                new JsonObject()
                        .put("id", id)
                        .put("name", id)
                        .put("status", "draft")
                        .put("notification_email", "staff@example.org")
                        .put("perform_drops", true)
                        .put("drop_options", range("2025-01-01", "2026-03-31").put("drop_notice_id", "n1")));
    }

    private void refresh(String run) {
        bench.runs.refresh(TENANT, run, ANN);
        bench.loop.runDry();
        assertEquals("ready for execution", bench.status("billing_runs", run), this::error);
    }

    private String error() {
        return String.valueOf(bench.sql("select string_agg(concat(error, error_stack), ';') from billing_runs"));
    }

    private void execute(String run) {
        bench.runs.execute(TENANT, run, NONE, ANN);
        bench.loop.runDry();
    }

    private void change(String sql) {
        bench.sql("update memberships set " + sql + " returning id");
    }

    @Test
    void a_preview_says_what_is_new_what_stayed_and_what_is_gone() {
        bench.members(4, "2026-03-15");
        noticeRun("r1");
        refresh("r1");
        assertEquals(Map.of("pending", 4L), bench.actions("r1"));
        bench.sql("update billing_run_actions set status = 'excluded' where candidate_id = 'm000002' returning id");
        change("expiration_date = '2027-03-15' where id in ('m000001', 'm000002')");
        refresh("r1");
        assertEquals(Map.of("pending", 2L, "excluded", 1L, "no longer eligible", 1L), bench.actions("r1"));
        assertEquals(2L, bench.count("billing_run_actions where outcome_of_last_refresh = 'no change'"));
        assertEquals(2L, bench.count("billing_run_actions where outcome_of_last_refresh = 'removed'"));
        change("expiration_date = '2026-03-16' where id in ('m000001', 'm000002')");
        refresh("r1");
        assertEquals(Map.of("pending", 3L, "excluded", 1L), bench.actions("r1"));
        assertEquals(2L, bench.count("billing_run_actions where outcome_of_last_refresh = 'added'"));
        assertEquals(0, post.arrived.size());
    }

    @Test
    void execution_checks_again_before_it_acts() {
        bench.members(4, "2026-03-15");
        noticeRun("r1");
        refresh("r1");
        change("expiration_date = '2027-03-15' where id = 'm000001'");
        change("expiration_date = '2026-03-16' where id = 'm000002'");
        bench.sql("update memberships set email_address = null where id = 'm000003' returning id");
        execute("r1");
        assertEquals(
                Map.of("completed", 1L, "error", 1L, "no longer eligible", 1L, "expiration date changed", 1L),
                bench.actions("r1"));
        assertEquals("completed", bench.status("billing_runs", "r1"));
        assertEquals(1, post.arrived.size());
        assertEquals(
                "Renew by 2026-03-15", post.messages.values().iterator().next().subject());
        JsonObject statistics = (JsonObject)
                bench.sql("select " + MembershipDomain.STATISTICS + " from billing_runs t where t.id = 'r1'");
        assertEquals(4, statistics.getJsonObject("all_actions").getInteger("total"));
        assertEquals(2, statistics.getJsonObject("all_actions").getInteger("excluded"));
        assertEquals(1, statistics.getJsonObject("renewal_notices").getInteger("error"));
    }

    @Test
    void a_notice_limited_to_some_roles_or_statuses_goes_to_nobody_else() {
        bench.members(3, "2026-03-15");
        change("roles = '{primary contact}' where id = 'm000001'");
        change("roles = '{treasurer}' where id = 'm000002'");
        bench.sql("update billing_notices set roles = '{primary contact}' returning id");
        noticeRun("r1");
        refresh("r1");
        assertEquals(Map.of("pending", 1L), bench.actions("r1"));
        String why = bench.runs.explain(TENANT, "r1", "m000002");
        assertTrue(why.contains("is one the notice is for (roles)") && why.contains("treasurer"), why);

        bench.sql("update billing_notices set roles = null, statuses = '{pending}' returning id");
        execute("r1");
        assertEquals(Map.of("no longer eligible", 1L), bench.actions("r1"));
        assertEquals(0, post.arrived.size());
    }

    @Test
    void a_drop_is_made_although_its_notice_is_for_others() {
        bench.members(2, "2026-01-15");
        change("roles = '{primary contact}' where id = 'm000001'");
        bench.sql("update billing_notices set roles = '{primary contact}' returning id");
        dropRun("r1");
        refresh("r1");
        execute("r1");
        assertEquals(Map.of("completed", 2L), bench.actions("r1"));
        assertEquals(2L, bench.count("memberships where status = 'inactive'"));
        assertEquals(1L, bench.count("billing_run_actions where mail_state = 'sent'"));
        assertEquals(1L, bench.count("billing_run_actions where mail_state is null"));
    }

    @Test
    void a_drop_ends_what_flows_down_and_its_notice_follows() {
        bench.members(5, "2026-01-15");
        change("prevent_termination = true where id in ('m000003', 'm000005')");
        change(
                "origin = 'flow down', parent_id = 'm000001', expiration_date = null where id in ('m000002', 'm000005')");
        change("parent_id = 'm000001', expiration_date = '2027-01-15' where id = 'm000004'"); // pays a term of its own
        dropRun("r1");
        refresh("r1");
        assertEquals(Map.of("pending", 1L), bench.actions("r1"));
        execute("r1");
        assertEquals("completed", bench.status("billing_runs", "r1"), this::error);
        assertEquals("inactive", bench.status("memberships", "m000001"));
        assertEquals("inactive", bench.status("memberships", "m000002"));
        assertEquals(
                3L, bench.count("memberships where status = 'active' and id in ('m000003', 'm000004', 'm000005')"));
        assertEquals(3, post.arrived.size()); // the notice, and to staff that the list is ready and the run completed
        String why = bench.runs.explain(TENANT, "r1", "m000003");
        assertTrue(why.contains("is not shielded from termination"), why);
    }

    @Test
    void a_temporary_refusal_is_tried_again_and_a_final_one_is_not() {
        bench.members(2, "2026-03-15");
        noticeRun("r1");
        refresh("r1");
        post.answer = mail -> mail.to().startsWith("m1@")
                ? new Delivery.Rejected(550, "no such user")
                : new Delivery.Deferred(451, "later");
        execute("r1");
        assertEquals(Map.of("error", 1L, "pending", 1L), bench.actions("r1"));
        bench.loop.runDry();
        assertEquals("running", bench.status("billing_runs", "r1"));
        post.answer = mail -> new Delivery.Sent();
        clock.pass(Duration.ofMinutes(1));
        bench.loop.runDry();
        assertEquals(Map.of("error", 1L, "completed", 1L), bench.actions("r1"));
        assertEquals("completed", bench.status("billing_runs", "r1"));
        bench.runs.retry(TENANT, "r1", false, NONE, ANN);
        bench.loop.runDry();
        assertEquals(Map.of("completed", 2L), bench.actions("r1"));
    }

    @Test
    void a_worker_that_dies_while_it_sends_leaves_its_mails_in_doubt_and_loses_nothing() {
        bench.members(250, "2026-03-15");
        noticeRun("r1");
        refresh("r1");
        for (int crash = 1; crash <= 3; crash++) {
            int deadline = crash * 40;
            post.answer = mail -> {
                if (post.arrived.size() >= deadline) {
                    throw new CrashError();
                }
                return new Delivery.Sent();
            };
            if (crash == 1) {
                bench.runs.execute(TENANT, "r1", NONE, ANN);
            }
            assertThrows(CrashError.class, bench.loop::runDry);
            bench.actions("r1");
            clock.pass(Duration.ofMinutes(3));
        }
        post.answer = mail -> new Delivery.Sent();
        bench.loop.runDry();
        Map<String, Long> actions = bench.actions("r1");
        assertEquals("completed", bench.status("billing_runs", "r1"));
        assertEquals(250L, actions.get("completed") + actions.get("error"));
        assertEquals(actions.get("error"), bench.count("billing_run_actions where mail_state = 'unknown'"));
        assertEquals(actions.get("error"), bench.count("attention where kind = 'delivery unknown'"));
        assertTrue(actions.get("error") <= 60, actions.toString());
        assertEquals(0, post.twice());
        assertThrows(ProblemException.class, () -> bench.runs.retry(TENANT, "r1", false, NONE, ANN));
        bench.loop.runDry();
        assertEquals(actions, bench.actions("r1"));
        assertEquals(0, post.twice());
    }

    @Test
    void orders_without_collect_billing_and_old_lists_are_refused() {
        bench.members(1, "2026-03-15");
        bench.insert(
                "billing_runs",
                new JsonObject()
                        .put("id", "r1")
                        .put("name", "r1")
                        .put("status", "draft")
                        .put("generate_renewal_orders", true)
                        .put("renewal_order_options", range("2026-03-01", "2026-03-31")));
        assertThrows(ProblemException.class, () -> bench.runs.refresh(TENANT, "r1", ANN));
        noticeRun("r2");
        assertThrows(ProblemException.class, () -> bench.runs.execute(TENANT, "r2", NONE, ANN));
        refresh("r2");
        clock.pass(Duration.ofDays(8));
        ProblemException old = assertThrows(ProblemException.class, () -> bench.runs.execute(TENANT, "r2", NONE, ANN));
        assertTrue(old.getMessage().contains("refresh first"));
        bench.runs.cancel(TENANT, "r2", ANN);
        assertEquals("cancelled", bench.status("billing_runs", "r2"));
    }

    private static final class CrashError extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void a_run_is_done_however_many_others_wait() throws InterruptedException {
        bench.members(1, "2026-03-15");
        post.answer = mail -> new Delivery.Deferred(451, "later");
        for (int i = 0; i <= bench.tunes.runsAtOnce(); i++) {
            noticeRun("r" + i);
            refresh("r" + i);
            execute("r" + i);
            assertEquals("running", bench.status("billing_runs", "r" + i));
        }
        noticeRun("z");
        refresh("z");
        CountDownLatch isSent = new CountDownLatch(1);
        post.answer = mail -> {
            isSent.countDown();
            return new Delivery.Sent();
        };
        bench.runs.execute(TENANT, "z", NONE, ANN);
        bench.loop.kick();
        assertTrue(isSent.await(30, TimeUnit.SECONDS));
    }

    @Test
    void nobody_is_told_the_same_for_a_term_by_a_second_run_unless_an_operator_asks_for_it() {
        bench.members(2, "2026-03-15");
        noticeRun("r1");
        bench.refresh("r1");
        bench.execute("r1");
        noticeRun("r2");
        bench.refresh("r2");
        assertEquals(Map.of(), bench.actions("r2"));
        assertTrue(
                bench.runs.explain(TENANT, "r2", "m000001").contains("was not told this for the term by another run"));
        bench.sql("update memberships set expiration_date = '2026-03-20' where id = 'm000001' returning id");
        noticeRun("r3");
        bench.refresh("r3");
        noticeRun("r4");
        bench.refresh("r4");
        bench.execute("r3");
        bench.execute("r4");
        assertEquals(Map.of("no longer eligible", 1L), bench.actions("r4"), "listed by both, told by one");
        bench.sql(
                "update billing_run_actions set status = 'pending', repeat = true where billing_run_id = 'r4' returning id");
        bench.sql(
                "update billing_run_counts set n = case status when 'pending' then 1 else 0 end where billing_run_id = 'r4' returning type");
        bench.sql(
                "update billing_runs set status = 'ready for execution', executed = false where id = 'r4' returning id");
        bench.execute("r4");
        assertEquals(Map.of("completed", 1L), bench.actions("r4"));
        assertEquals(4, post.arrived.size());
    }
}
