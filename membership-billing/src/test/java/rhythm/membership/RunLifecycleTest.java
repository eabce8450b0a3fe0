package rhythm.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhythm.kernel.bench.RunningClock;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.EveryDay;
import rhythm.kernel.contract.ServiceDatabase;
import rhythm.kernel.contract.ServiceParts;

/** A run from draft to completed, as staff and programmers meet it over HTTP. */
@EveryDay
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "membership"))
class RunLifecycleTest {
    private Office office;

    @BeforeEach
    void open() {
        office = new Office();
    }

    @Test
    void a_run_that_needs_a_service_that_is_not_connected_stays_a_draft() {
        String run = office.run(Office.ENDING_DROPS + ", \"scheduled_preprocessing_date\": \"2099-01-01T00:00:00Z\"");
        office.ask("refresh", run).is(409);
        Answer refused = office.move(run, "scheduled").is(409);
        assertEquals(
                "drop_options.deactivate_certifications needs certifications-billing, which is not connected;"
                        + " switch it off to go on",
                refused.json().path("detail").textValue());
        assertEquals("draft", office.status(run));
        office.patch(run, "drop_options/deactivate_certifications", "false").is(200);
        office.move(run, "scheduled").is(200);
    }

    @Test
    void a_run_goes_from_draft_to_completed() {
        office.member("2026-03-10");
        office.member("2026-03-11");
        office.member("2027-03-11");
        String run = office.noticeRun();
        assertEquals("draft", office.status(run));
        office.refresh(run);
        assertEquals("ready for execution", office.status(run));
        assertEquals("2 pending", office.counts(run));
        assertEquals(List.of(), office.mails());
        office.move(run, "scheduled for execution").naming(400, "scheduled_run_date");
        office.patch(run, "scheduled_run_date", Office.soon(3)).is(200);
        office.move(run, "scheduled for execution").is(200);
        office.move(run, "ready for execution").is(200);
        office.execute(run);
        JsonNode completed = office.read(run);
        assertEquals("completed", completed.path("status").textValue(), completed::toString);
        assertEquals("2 successful", office.counts(run));
        assertTrue(completed.hasNonNull("run_date"));
        assertEquals(List.of("Expires 2026-03-10", "Expires 2026-03-11"), office.mails());
        office.ask("execute", run).is(409);
        assertEquals(2, office.mails().size());
    }

    @Test
    void a_changed_filter_blocks_execution_until_refreshed() {
        office.member("2026-03-10");
        String run = office.noticeRun();
        office.refresh(run);
        office.patch(run, "name", "\"Another\"").is(200);
        office.patch(run, "renewal_notice_options/expiration_date_range_end", "\"2026-03-09\"")
                .is(200);
        assertTrue(office.ask("execute", run).is(409).body().contains("refresh first"));
        office.refresh(run);
        assertEquals("1 excluded", office.counts(run));
        office.execute(run);
        assertEquals(List.of(), office.mails());
        office.ask("refresh", run).is(409);
    }

    @Test
    void actions_are_excluded_and_included_until_execution() {
        office.member("2026-03-10");
        String excluded = office.member("2026-03-11");
        String run = office.noticeRun();
        office.refresh(run);
        String action = office.action(run, excluded);
        office.exclude(action, "completed").naming(409, "status");
        office.exclude(action, "excluded").is(200);
        office.refresh(run);
        assertEquals("1 pending, 1 excluded", office.counts(run));
        office.exclude(action, "pending").is(200);
        assertEquals("2 pending", office.counts(run));
        office.exclude(action, "excluded").is(200);
        office.execute(run);
        assertEquals("1 successful, 1 excluded", office.counts(run));
        office.exclude(action, "pending").is(409);
        office.api("DELETE", "billingRunActions", "/" + action, null).is(409);
        office.api("DELETE", "billingRuns", "/" + run, null).is(409);
        assertEquals(List.of("Expires 2026-03-10"), office.mails());
    }

    @Test
    void a_run_is_read_anew_once_its_statistics_change() {
        String member = office.member("2026-03-10");
        String run = office.noticeRun();
        String before = etag(run);
        office.api("GET", "billingRuns", "/" + run, null, "If-None-Match", before)
                .is(304);
        office.api("POST", "billingRunActions", "", """
                {"billing_run_id": "%s", "type": "generate renewal notice", "candidate_id": "%s"}""".formatted(run, member)).is(200);
        assertEquals("1 pending", office.counts(run));
        office.api("GET", "billingRuns", "/" + run, null, "If-None-Match", before)
                .is(200);
        office.api("GET", "billingRuns", "/" + run, null, "If-None-Match", etag(run))
                .is(304);
        // nothing that another writer could have lost
        office.api("PATCH", "billingRuns", "/" + run, "[]", "If-Match", before).is(200);
        office.api("PATCH", "billingRuns", "/" + run, "[]", "If-Match", before).is(412);
    }

    private String etag(String run) {
        return office.api("GET", "billingRuns", "/" + run, null)
                .is(200)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    @Test
    void a_run_that_never_executed_goes_with_its_actions() {
        String member = office.member("2026-03-10");
        String run = office.noticeRun();
        office.refresh(run);
        String action = office.action(run, member);
        office.api("DELETE", "billingRuns", "/" + run, null).is(200);
        office.api("GET", "billingRunActions", "/" + action, null).is(404);
    }

    @ParameterizedTest
    @CsvSource({"generate_renewal_orders, renewal_order_options", "perform_auto_renewals, auto_renewal_options"})
    void orders_without_collect_are_a_conflict(String flag, String options) {
        String run = office.run("""
                "%s": true, "%s": {"expiration_date_range_start": "2026-03-01", "expiration_date_range_end": "2026-03-31"}
                """.formatted(flag, options));
        assertTrue(office.ask("refresh", run).is(409).body().contains(flag));
        office.patch(run, "scheduled_preprocessing_date", "\"2099-01-01T00:00:00Z\"")
                .is(200);
        assertTrue(office.move(run, "scheduled").is(409).body().contains(flag));
        assertEquals("draft", office.status(run));
    }

    @Test
    void a_scheduled_run_keeps_a_kind_of_action_and_its_date() {
        String run = office.noticeRun();
        office.move(run, "scheduled").is(200);
        office.patch(run, "generate_renewal_notices", "false").naming(400, "status");
        office.patch(run, "scheduled_preprocessing_date", "null").naming(400, "scheduled_preprocessing_date");
        assertTrue(office.read(run).path("generate_renewal_notices").booleanValue());
    }

    @Test
    void an_approved_run_keeps_a_date() {
        String run = office.noticeRun();
        office.refresh(run);
        office.patch(run, "scheduled_run_date", Office.soon(3)).is(200);
        office.move(run, "scheduled for execution").is(200);
        office.patch(run, "scheduled_run_date", "null").naming(400, "scheduled_run_date");
        ObjectNode record = (ObjectNode) office.read(run);
        record.remove("scheduled_run_date");
        office.api("PUT", "billingRuns", "/" + run, record.toString()).naming(400, "scheduled_run_date");
        office.patch(run, "scheduled_run_date", Office.soon(4)).is(200);
    }

    @Test
    void a_list_grows_too_old_to_be_carried_out() {
        String run = office.noticeRun();
        office.refresh(run);
        office.clock(RunningClock.SHARED.instant().plus(8, ChronoUnit.DAYS));
        assertTrue(office.ask("execute", run).is(409).body().contains("refresh first"));
        office.refresh(run);
        office.execute(run);
        assertEquals("completed", office.status(run));
    }

    @Test
    void a_second_refresh_answers_the_execution_that_is_under_way() throws SQLException {
        office.member("2026-03-10");
        String run = office.noticeRun();
        String first;
        try (Connection owner = ServiceDatabase.owner()) {
            owner.setAutoCommit(false);
            owner.createStatement().execute("lock table memberships in access exclusive mode");
            first = arn(office.ask("refresh", run));
            assertEquals(first, arn(office.ask("refresh", run)));
            owner.rollback();
        }
        office.progress(run);
        assertNotEquals(first, arn(office.ask("refresh", run)));
    }

    @Test
    void a_key_makes_refresh_and_execute_happen_once() {
        office.member("2026-03-10");
        office.make("memberships", """
                {"name": "Ben", "contact_id": "without-address", "expiration_date": "2026-03-10"}""");
        String run = office.noticeRun();
        String refreshed = arn(office.ask("refresh", run, "Idempotency-Key", "r-1"));
        office.progress(run);
        assertEquals(refreshed, arn(office.ask("refresh", run, "Idempotency-Key", "r-1")));
        String executed = arn(office.ask("execute", run, "Idempotency-Key", "e-1"));
        office.progress(run);
        assertEquals(executed, arn(office.ask("execute", run, "Idempotency-Key", "e-1")));
        office.api("POST", "billingRuns", "/refresh/" + run, "{}", "Idempotency-Key", "r-1")
                .is(422);
        office.api("POST", "billingRuns", "/execute/" + run, "{}", "Idempotency-Key", "e-1")
                .is(422);
        office.ask("execute", run, "Idempotency-Key", "r-1").is(422);
        String retried = arn(office.ask("retry", run, "Idempotency-Key", "t-1"));
        office.progress(run);
        assertEquals(retried, arn(office.ask("retry", run, "Idempotency-Key", "t-1")));
        office.api("POST", "billingRuns", "/retry/" + run + "?payment_failures=true", null, "Idempotency-Key", "t-1")
                .is(422);
        assertEquals(1, office.mails().size());
    }

    private static String arn(Answer answer) {
        JsonNode execution = answer.is(200).json();
        assertTrue(execution.path("notification_channel").asText().contains("/progress/"), execution::toString);
        return execution.path("executionArn").textValue();
    }

    @Test
    void staff_are_told_why_a_member_is_in_the_run_or_not() {
        String in = office.member("2026-03-10");
        String out = office.member("2026-04-01");
        String run = office.noticeRun();
        office.refresh(run);
        String chosen = office.api("GET", "billingRuns", "/explain/" + run + "/" + in, null)
                .is(200)
                .body();
        assertTrue(chosen.contains("\"selected\":true") && chosen.contains("pending"), chosen);
        String other = office.api("GET", "billingRuns", "/explain/" + run + "/" + out, null)
                .is(200)
                .body();
        assertTrue(other.contains("2026-04-01") && other.contains("2026-03-01 to 2026-03-31"), other);
        office.api("GET", "billingRuns", "/explain/" + run + "/nobody", null).is(404);
    }

    @Test
    void progress_ends_with_what_came_of_the_run() {
        office.member("2026-03-10");
        String run = office.noticeRun();
        office.refresh(run);
        office.ask("execute", run).is(200);
        List<String> events = office.progress(run);
        assertTrue(events.getLast().contains("\"completed\""), events::toString);
        assertEquals(
                1,
                events.stream().filter(event -> event.contains("\"completed\"")).count(),
                events::toString);
    }

    @Test
    void a_draft_comes_from_a_template() {
        String template = office.template("before", "on");
        String path = "/fromTemplate/" + template + "/";
        JsonNode draft = office.api("GET", "billingRuns", path + "2026-03-31", null)
                .is(200)
                .json();
        assertEquals("draft", draft.path("status").textValue());
        assertEquals(
                "2026-02-28",
                draft.at("/drop_options/expiration_date_range_start").textValue());
        office.api("GET", "billingRuns", path + "2026-02-30", null).naming(400, "referenceDate");
        office.api("GET", "billingRuns", "/fromTemplate/nothing/2026-03-31", null)
                .is(404);
        String turned = "/fromTemplate/" + office.template("after", "on") + "/2026-03-31";
        Answer refused = office.api("GET", "billingRuns", turned, null).is(400);
        assertTrue(refused.body().contains("expiration_date_range_end"), refused::body);
    }
}
