package rhythm.membership.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.kernel.run.Expectation.NONE;
import static rhythm.membership.kind.Bench.ANN;
import static rhythm.membership.kind.Bench.TENANT;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.bench.Postbox;
import rhythm.kernel.gateway.Delivery;
import rhythm.kernel.process.Await;

/** Runs that somebody stops, that die in the middle, or that stand still. */
class InterruptedRunTest {
    private static final int MEMBERS = 250;
    private static final Duration LEASE = Duration.ofMinutes(2).plusSeconds(1);

    private final Replicas replicas = new Replicas("2026-03-01T10:00:00Z");
    private final MovableClock clock = replicas.clock;
    private final Postbox post = replicas.post;
    private final Bench one = replicas.one;
    private final Bench other = replicas.other;

    @BeforeEach
    void open() {
        one.members(MEMBERS, "2026-03-15");
        replicas.noticeRun(
                "r1",
                "2026-03-01",
                "2026-03-31",
                new JsonObject().put("notification_email", "s@example.org").put("notify_on", List.of("completed")));
    }

    @AfterEach
    void close() {
        replicas.close();
    }

    private void refresh() {
        one.runs.refresh(TENANT, "r1", ANN);
        one.loop.runDry();
        assertEquals("ready for execution", status());
    }

    private String status() {
        return one.status("billing_runs", "r1");
    }

    /** The worker dies when the list is written and not yet committed. */
    private void dieInPreprocessing(Bench replica) {
        replica.isDying =
                tx -> tx.run("select 1 from billing_run_actions limit 1").size() > 0;
        assertThrows(Bench.Death.class, replica.loop::runDry);
        replica.isDying = tx -> false;
        assertEquals("preprocessing", status());
        assertEquals(Map.of(), one.actions("r1"));
    }

    @Test
    void a_list_whose_maker_died_is_made_by_another_once_the_lease_is_over() {
        one.runs.refresh(TENANT, "r1", ANN);
        dieInPreprocessing(one);
        other.loop.runDry();
        assertEquals("preprocessing", status());
        clock.pass(LEASE);
        replicas.tick();
        assertEquals("ready for execution", status());
        assertEquals(Map.of("pending", (long) MEMBERS), one.actions("r1"));
        assertEquals(MEMBERS, one.count("billing_run_actions where outcome_of_last_refresh = 'added'"));
        assertEquals(0, post.arrived.size());
    }

    @Test
    void a_list_left_alone_for_days_is_taken_up_where_nobody_was_at_it() {
        one.runs.refresh(TENANT, "r1", ANN);
        clock.pass(Duration.ofDays(1));
        dieInPreprocessing(one);
        clock.pass(Duration.ofDays(1));
        other.loop.runDry();
        assertEquals("ready for execution", status());
    }

    @Test
    void a_list_over_which_worker_after_worker_dies_times_out() {
        one.tunes.timeout = Duration.ofMinutes(5);
        one.runs.refresh(TENANT, "r1", ANN);
        for (int death = 0; death < 3; death++) {
            dieInPreprocessing(one);
            clock.pass(Duration.ofHours(1));
        }
        one.loop.runDry();
        assertEquals("timed out", status());
        assertTrue(String.valueOf(one.sql("select error from billing_runs")).contains("while preprocessing"));
        assertEquals(Map.of(), one.actions("r1"));
        refresh();
        assertEquals(Map.of("pending", (long) MEMBERS), one.actions("r1"));
    }

    @Test
    void a_list_the_database_cannot_make_in_time_times_out() {
        one.tunes.timeout = Duration.ofMillis(100);
        one.runs.refresh(TENANT, "r1", ANN);
        one.database.withTenant(TENANT, tx -> {
            tx.run("lock table memberships in access exclusive mode");
            one.loop.runDry();
        });
        assertEquals("timed out", status());
        assertEquals(Map.of(), one.actions("r1"));
        one.tunes.timeout = Duration.ofHours(2);
        refresh();
    }

    @Test
    void a_run_that_stands_still_times_out_and_is_retried_without_a_mail_twice() {
        refresh();
        post.answer = mail -> mail.to().startsWith("m7@") ? new Delivery.Deferred(451, "later") : new Delivery.Sent();
        one.runs.execute(TENANT, "r1", NONE, ANN);
        one.loop.runDry();
        // its mail is under way in a worker that gives signs of life, and nothing else
        one.sql("update billing_run_actions set status = 'processing', mail_state = 'queued', lease = 'stuck',"
                + " leased_until = '2026-03-01T15:00:00Z' where status = 'pending' returning id");
        one.sql("update billing_run_counts set n = 0 where status = 'pending' returning n");
        one.sql("update billing_run_counts set n = 1 where status = 'processing' returning n");
        clock.pass(Duration.ofHours(3));
        replicas.tick();
        assertEquals("running", status());
        other.tunes.timeout = Duration.ofMinutes(5);
        for (int minute = 0; minute < 2; minute++) {
            clock.pass(Duration.ofMinutes(1));
            other.loop.runDry();
            assertEquals("running", status());
        }
        for (int minute = 0; minute < 3; minute++) {
            clock.pass(Duration.ofMinutes(1));
            other.loop.runDry();
        }
        assertEquals("timed out", status());
        assertTrue(String.valueOf(one.sql("select error from billing_runs")).contains("while running"));
        assertEquals(Map.of("completed", MEMBERS - 1L, "processing", 1L), one.actions("r1"));
        post.answer = mail -> new Delivery.Sent();
        one.runs.retry(TENANT, "r1", false, NONE, ANN);
        clock.pass(Duration.ofHours(3));
        replicas.tick();
        assertEquals("completed", status());
        assertEquals(Map.of("completed", (long) MEMBERS), one.actions("r1"));
        assertEquals(0, post.twice());
    }

    @Test
    void a_run_cancelled_while_it_works_finishes_what_is_in_flight_and_leaves_the_rest_pending() {
        refresh();
        AtomicBoolean isCancelled = new AtomicBoolean();
        post.answer = mail -> {
            synchronized (isCancelled) { // no mail is through, and nothing more claimed, before the run is cancelled
                if (isCancelled.compareAndSet(false, true)) {
                    other.runs.cancel(TENANT, "r1", ANN);
                }
            }
            return new Delivery.Sent();
        };
        one.runs.execute(TENANT, "r1", NONE, ANN);
        one.loop.runDry();
        assertEquals("cancelled", status());
        Map<String, Long> actions = one.actions("r1");
        assertEquals(
                Map.of("completed", (long) post.arrived.size(), "pending", (long) MEMBERS - post.arrived.size()),
                actions);
        assertEquals(0, one.count("due_work"));
        clock.pass(Duration.ofHours(3));
        replicas.tick();
        assertEquals(actions, one.actions("r1"));
        assertEquals("cancelled", status());
        assertEquals(0, post.twice());
    }

    @Test
    void a_mail_server_that_takes_longer_than_a_lease_leaves_no_mail_in_doubt() {
        refresh();
        one.tunes.workersPerRun = 1;
        one.tunes.lease = Duration.ofMillis(300);
        AtomicBoolean isSlow = new AtomicBoolean(true);
        post.answer = mail -> {
            if (!isSlow.getAndSet(false)) {
                return new Delivery.Sent();
            }
            clock.pass(LEASE);
            String held = "billing_run_actions where mail_state = 'sending' and leased_until > '" + clock.instant();
            Await.that("the lease was not extended", () -> one.count(held + "'") == one.tunes.mailSlice());
            other.loop.runDry();
            return new Delivery.Deferred(451, "later");
        };
        one.runs.execute(TENANT, "r1", NONE, ANN);
        one.loop.runDry();
        assertEquals(Map.of("completed", MEMBERS - 1L, "pending", 1L), one.actions("r1"));
        assertEquals(0, post.twice());
    }

    @Test
    void a_summary_refused_for_now_is_sent_later_and_once() {
        refresh();
        post.answer =
                mail -> mail.to().equals("s@example.org") ? new Delivery.Deferred(451, "later") : new Delivery.Sent();
        one.runs.execute(TENANT, "r1", NONE, ANN);
        replicas.tick();
        assertEquals("completed", status());
        assertEquals(MEMBERS, post.arrived.size());
        replicas.tick();
        assertEquals("queued", one.sql("select state from run_news where event = 'completed'"));
        post.answer = mail -> new Delivery.Sent();
        replicas.tick();
        assertEquals(MEMBERS, post.arrived.size());
        clock.pass(Duration.ofMinutes(1));
        replicas.tick();
        assertEquals("sent", one.sql("select state from run_news where event = 'completed'"));
        assertEquals(MEMBERS + 1, post.arrived.size());
        assertEquals(0, post.twice());
        assertEquals(0, one.count("due_work"));
    }

    @Test
    void a_summary_that_is_never_taken_is_given_up() {
        refresh();
        post.answer =
                mail -> mail.to().equals("s@example.org") ? new Delivery.Deferred(451, "later") : new Delivery.Sent();
        one.runs.execute(TENANT, "r1", NONE, ANN);
        for (int minute = 0; minute < 5; minute++) {
            replicas.tick();
            clock.pass(Duration.ofMinutes(1));
        }
        assertEquals("failed", one.sql("select state from run_news where event = 'completed'"));
        assertEquals(0, one.count("due_work"));
        assertEquals("completed", status());
    }
}
