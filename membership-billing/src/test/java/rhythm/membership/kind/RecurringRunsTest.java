package rhythm.membership.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static rhythm.membership.kind.Bench.TENANT;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.bench.Postbox;

class RecurringRunsTest {
    private final Replicas replicas = new Replicas("2026-01-01T10:00:00Z");
    private final MovableClock clock = replicas.clock;
    private final Postbox post = replicas.post;
    private final Bench one = replicas.one;
    private int lead = 2;

    @BeforeEach
    void open() {
        one.insert(
                "settings",
                new JsonObject()
                        .put("id", "s1")
                        .put("time_zone", "America/Chicago")
                        .put("holidays", List.of()));
        one.insert(
                "billing_templates",
                new JsonObject()
                        .put("id", "t1")
                        .put("name", "Monthly")
                        .put("generate_renewal_notices", true)
                        .put(
                                "renewal_notice_options",
                                new JsonObject()
                                        .put("expiration_date_range_start", relative(0, "on"))
                                        .put("expiration_date_range_end", relative(30, "after"))
                                        .put("renewal_notice_id", "n1")));
        one.members(3, "2026-03-10");
    }

    @AfterEach
    void close() {
        replicas.close();
    }

    private static JsonObject relative(int days, String position) {
        return new JsonObject()
                .put("number", days)
                .put("position", position)
                .put("unit_of_time", "days")
                .put("relative_to", "reference date");
    }

    private void recurring(String schedule, String processing, String run, boolean autoApprove) {
        one.insert(
                "recurring_billing_runs",
                new JsonObject()
                        .put("id", "q1")
                        .put("name", "Monthly")
                        .put("template_id", "t1")
                        .put("schedule", schedule)
                        .put("pre_processing_lead_time", lead)
                        .put("auto_approve", autoApprove)
                        .put("next_run_date", run)
                        .put("sys_next_processing_date", processing));
        one.sql(
                "insert into due_work values ($1, 'recurring run', 'q1', $2::text::timestamptz) returning due_at",
                TENANT,
                processing);
    }

    @Test
    void two_replicas_make_one_run_of_an_occurrence_and_carry_it_out_when_its_day_comes() {
        recurring("0 9 1 * *", "2026-02-26T15:00:00Z", "2026-03-01T15:00:00Z", true);
        clock.set("2026-02-26T14:59:59Z");
        replicas.tick();
        assertEquals(0L, one.count("billing_runs"));
        clock.set("2026-02-26T15:00:00Z");
        replicas.tick();
        assertEquals(
                1L, one.count("billing_runs where status = 'scheduled for execution' and name = 'Monthly 2026-03-01'"));
        String run = (String) one.sql("select id from billing_runs");
        assertEquals(3L, one.actions(run).get("pending"));
        assertEquals(
                1L,
                one.count("recurring_billing_runs where next_run_date = '2026-04-01T14:00:00Z'"
                        + " and sys_next_processing_date = '2026-03-30T14:00:00Z' and errors_since_last_run = 0"));
        clock.set("2026-03-01T15:00:00Z");
        replicas.tick();
        assertEquals("completed", one.status("billing_runs", run));
        assertEquals(3, post.arrived.size());
        assertEquals(0, post.twice());
    }

    @Test
    void after_an_outage_of_months_there_is_one_run_for_all_missed_occurrences() {
        recurring("0 9 1 * *", "2026-01-29T15:00:00Z", "2026-02-01T15:00:00Z", false);
        clock.set("2026-06-10T12:00:00Z");
        replicas.tick();
        assertEquals(1L, one.count("billing_runs"));
        assertEquals(
                1L,
                one.count("billing_runs where status = 'ready for execution'"
                        + " and name = 'Monthly 2026-06-01, catching up from 2026-02-01'"));
        // those of 10 March, whom the range of June alone leaves out
        assertEquals(
                3L, one.actions((String) one.sql("select id from billing_runs")).get("pending"));
        assertEquals(
                "2026-02-01 to 2026-07-01",
                one.sql("select (renewal_notice_options ->> 'expiration_date_range_start') || ' to '"
                        + " || (renewal_notice_options ->> 'expiration_date_range_end') from billing_runs"));
        assertEquals(
                1L,
                one.count(
                        "recurring_billing_runs where next_run_date = '2026-07-01T14:00:00Z' and last_error is null"));
        replicas.tick();
        assertEquals(1L, one.count("billing_runs"));
    }

    @Test
    void days_that_no_run_can_catch_up_on_are_named_and_wait_for_people() {
        one.sql("""
                update billing_templates set renewal_notice_options = jsonb_set(renewal_notice_options,
                  '{expiration_date_range_end,number}', '6') returning id""");
        recurring("0 9 1 * *", "2026-01-29T15:00:00Z", "2026-02-01T15:00:00Z", false);
        clock.set("2026-04-10T12:00:00Z");
        replicas.tick();
        assertEquals(
                "2026-04-01 to 2026-04-07",
                one.sql("select (renewal_notice_options ->> 'expiration_date_range_start') || ' to '"
                        + " || (renewal_notice_options ->> 'expiration_date_range_end') from billing_runs"));
        String missed = "nobody was looked at for renewal_notice_options: 2026-02-01 to 2026-02-07;"
                + " renewal_notice_options: 2026-03-01 to 2026-03-07";
        assertEquals(missed, one.sql("select last_error from recurring_billing_runs"));
        assertEquals(
                missed,
                one.sql("select text from attention where kind = 'missed occurrences' and record_id = 'q1'"
                        + " and status = 'open'"));
    }

    /** The days of the runs that were made. */
    private String made() {
        return (String) one.sql("select string_agg(substr(name, 9, 10), ' ' order by name) from billing_runs");
    }

    @Test
    void runs_of_a_weekend_that_are_all_processed_on_its_friday_come_each_by_itself() {
        lead = 1;
        recurring("0 6 * * *", "2026-02-20T12:00:00Z", "2026-02-21T12:00:00Z", true);
        for (String friday : List.of("2026-02-20T12:00:00Z", "2026-02-20T12:05:00Z")) {
            clock.set(friday);
            replicas.tick();
            assertEquals("2026-02-21 2026-02-22 2026-02-23", made());
            assertEquals(3L, one.count("billing_runs where status = 'scheduled for execution'"));
        }
        assertEquals(
                1L,
                one.count("recurring_billing_runs where last_run_date = '2026-02-23T12:00:00Z'"
                        + " and next_run_date = '2026-02-24T12:00:00Z'"
                        + " and sys_next_processing_date = '2026-02-23T12:00:00Z'"));
        for (String day : List.of("2026-02-21T12:00:00Z", "2026-02-22T12:00:00Z")) {
            clock.set(day);
            replicas.tick();
            assertEquals(1L, one.count("billing_runs where status = 'completed' and run_date = '" + day + "'"));
        }
        assertEquals("2026-02-21 2026-02-22 2026-02-23", made());
        // whoever was told on Saturday is not told the same on Sunday
        assertEquals(3, post.arrived.size());
    }

    @Test
    void after_an_outage_of_a_month_there_is_one_catch_up_run_besides_those_still_ahead() {
        lead = 1;
        recurring("0 6 * * *", "2026-02-20T12:00:00Z", "2026-02-21T12:00:00Z", false);
        clock.set("2026-03-27T18:00:00Z");
        replicas.tick();
        assertEquals("2026-03-27 2026-03-28 2026-03-29 2026-03-30", made());
    }

    private void month(boolean autoApprove) {
        lead = 10;
        recurring("0 9 1 * *", "2026-02-16T15:00:00Z", "2026-03-01T15:00:00Z", autoApprove);
        clock.set("2026-02-16T15:00:00Z");
        replicas.tick();
        assertEquals("2026-03-01", made());
    }

    @Test
    void a_list_that_is_too_old_by_its_date_is_made_anew_where_nobody_approves_it() {
        month(true);
        String run = (String) one.sql("select id from billing_runs where status = 'scheduled for execution'");
        one.members(4, 4, "2026-03-12");
        clock.set("2026-03-01T15:00:00Z");
        replicas.tick();
        assertEquals("completed", one.status("billing_runs", run));
        assertEquals(4, post.arrived.size());
        assertEquals(0, post.twice());
    }

    @Test
    void a_list_that_staff_approved_and_that_is_too_old_by_its_date_is_left_to_them() {
        month(false);
        String run = (String) one.sql("update billing_runs set status = 'scheduled for execution' returning id");
        one.sql(
                "insert into due_work values ($1, 'execution', $2, '2026-03-01T15:00:00Z') returning due_at",
                TENANT,
                run);
        clock.set("2026-03-01T15:00:00Z");
        replicas.tick();
        assertEquals(1L, one.count("billing_runs where status = 'error' and error like '%refresh first'"));
        assertEquals(0, post.arrived.size());
    }

    @Test
    void a_time_in_the_gap_of_spring_and_the_doubled_hour_of_autumn_come_once() {
        recurring("30 2 8 3 *", "2026-03-05T08:30:00Z", "2026-03-08T08:00:00Z", false);
        clock.set("2026-03-06T12:00:00Z");
        replicas.tick();
        assertEquals(1L, one.count("billing_runs where scheduled_run_date = '2026-03-08T08:00:00Z'"));
        one.sql("update recurring_billing_runs set schedule = '30 1 1 11 *', next_run_date = '2026-11-01T06:30:00Z',"
                + " sys_next_processing_date = '2026-10-29T06:30:00Z' returning id");
        one.sql("update due_work set due_at = '2026-10-29T06:30:00Z' where kind = 'recurring run' returning due_at");
        clock.set("2026-11-01T12:00:00Z");
        replicas.tick();
        replicas.tick();
        assertEquals(2L, one.count("billing_runs"));
        assertEquals(1L, one.count("billing_runs where scheduled_run_date = '2026-11-01T06:30:00Z'"));
    }

    @Test
    void a_failure_is_noted_and_tried_again_later() {
        recurring("0 9 1 * *", "2026-02-26T15:00:00Z", "2026-03-01T15:00:00Z", false);
        one.sql("update recurring_billing_runs set schedule = 'nonsense' returning id");
        clock.set("2026-02-26T15:00:00Z");
        one.loop.runDry();
        assertEquals(
                1L, one.count("recurring_billing_runs where errors_since_last_run = 1 and last_error is not null"));
        one.loop.runDry();
        assertEquals(1L, one.count("recurring_billing_runs where errors_since_last_run = 1"));
        one.sql("update recurring_billing_runs set schedule = '0 9 1 * *' returning id");
        clock.pass(Duration.ofMinutes(3));
        one.loop.runDry();
        assertEquals(1L, one.count("billing_runs where status = 'ready for execution'"));
        assertEquals(1L, one.count("recurring_billing_runs where errors_since_last_run = 0"));
        assertEquals(Instant.parse("2026-02-26T15:03:00Z"), clock.instant());
    }

    @Test
    void a_run_that_may_not_start_says_why_and_is_tried_again_ever_later() {
        one.sql("update billing_templates set generate_renewal_notices = false returning id");
        recurring("0 9 1 * *", "2026-02-26T15:00:00Z", "2026-03-01T15:00:00Z", false);
        clock.set("2026-02-26T15:00:00Z");
        one.loop.runDry();
        String why = "error = 'no kind of action is switched on in this run'";
        assertEquals(1L, one.count("billing_runs where status = 'error' and " + why));
        assertEquals(1L, one.count("recurring_billing_runs where errors_since_last_run = 1 and last_" + why));
        assertEquals(1L, one.count("due_work where kind = 'preprocessing' and due_at = '2026-02-26T15:02:00Z'"));
        clock.pass(Duration.ofMinutes(2));
        one.loop.runDry();
        assertEquals(1L, one.count("recurring_billing_runs where errors_since_last_run = 2 and last_" + why));
        assertEquals(1L, one.count("due_work where kind = 'preprocessing' and due_at = '2026-02-26T15:06:00Z'"));
        one.sql("update billing_runs set generate_renewal_notices = true returning id");
        clock.pass(Duration.ofMinutes(4));
        one.loop.runDry();
        assertEquals(1L, one.count("billing_runs where status = 'ready for execution'"));
        assertEquals(1L, one.count("recurring_billing_runs where errors_since_last_run = 0"));
    }
}
