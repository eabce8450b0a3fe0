package rhythm.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.ServiceParts;

/** What runs is what an operator approved: nobody stretches an approval to another list, another hour or another template. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "membership"))
class ApprovalTest {
    private Office office;

    @BeforeEach
    void open() {
        office = new Office();
    }

    private String approved() {
        String run = office.noticeRun();
        office.refresh(run);
        office.api("PATCH", "billingRuns", "/" + run, """
                [{"op": "add", "path": "/scheduled_run_date", "value": %s},
                 {"op": "replace", "path": "/status", "value": "scheduled for execution"}]""".formatted(Office.soon(3)))
                .is(200);
        return run;
    }

    private void isWithdrawn(String run) {
        assertEquals("ready for execution", office.status(run));
        String error = office.read(run).path("error").asText();
        assertTrue(error.startsWith("approval withdrawn"), error);
    }

    private static String replace(String path, String value) {
        return "[{\"op\": \"add\", \"path\": \"/%s\", \"value\": %s}]".formatted(path, value);
    }

    @Test
    void an_approved_run_is_moved_by_operators_only() {
        office.member("2026-03-10");
        String run = approved();
        for (String date : List.of("scheduled_run_date", "scheduled_preprocessing_date")) {
            office.byEditor("PATCH", "billingRuns", "/" + run, replace(date, "\"2026-01-01T00:00:00Z\""))
                    .naming(403, date);
        }
        office.byEditor("PATCH", "billingRuns", "/" + run, replace("name", "\"April\""))
                .is(200);
        assertEquals("scheduled for execution", office.status(run));
        office.patch(run, "scheduled_run_date", Office.soon(4)).is(200);
        assertEquals("scheduled for execution", office.status(run));
    }

    @Test
    void a_list_that_is_changed_after_it_was_approved_is_to_be_approved_anew() {
        String member = office.member("2026-03-10");
        String excluded = approved();
        office.byEditor(
                        "PATCH",
                        "billingRunActions",
                        "/" + office.action(excluded, member),
                        replace("status", "\"excluded\""))
                .is(200);
        isWithdrawn(excluded);

        String added = approved();
        office.byEditor("POST", "billingRunActions", "", """
                {"billing_run_id": "%s", "type": "generate renewal notice", "candidate_id": "%s"}""".formatted(added, office.member("2026-03-20")))
                .is(200);
        isWithdrawn(added);

        String widened = approved();
        office.byEditor(
                        "PATCH",
                        "billingRuns",
                        "/" + widened,
                        replace("renewal_notice_options/expiration_date_range_end", "\"2026-12-31\""))
                .is(200);
        isWithdrawn(widened);

        String made = approved();
        office.ask("refresh", made).is(200);
        office.progress(made);
        assertEquals("ready for execution", office.status(made));
    }

    @Test
    void an_operator_approves_what_she_believes_the_list_to_be_and_nothing_else() {
        office.member("2026-03-10");
        office.member("2026-03-11");
        String run = office.noticeRun();
        office.approve(run, "{\"scheduled_run_date\": %s}".formatted(Office.soon(1)))
                .is(409);
        office.refresh(run);
        office.approve(run, null).naming(400, "scheduled_run_date");
        String body = """
                {"scheduled_run_date": %s, "expected": {"actions": %d, "amounts": %s}, "comment": "as agreed"}""";
        Answer grown =
                office.approve(run, body.formatted(Office.soon(1), 1, "{}")).naming(409, "expected.actions");
        assertTrue(grown.body().contains("the list has 2 actions to carry out, not 1"), grown.body());
        Answer dear = office.approve(run, body.formatted(Office.soon(1), 2, "{\"USD\": 10}"))
                .naming(409, "expected.amounts");
        assertTrue(dear.body().contains("the list is over nothing, not USD 10"), dear.body());
        office.approve(run, body.formatted(Office.soon(8), 2, "{}")).naming(409, "scheduled_run_date");
        office.approve(run, "{\"expected\": {\"actions\": -1}}").naming(400, "expected.actions");
        office.approve(run, "{\"expected\": {\"count\": 1}}").naming(400, "expected.count");
        office.approve(run, "{\"when\": 1}").naming(400, "when");
        assertEquals("ready for execution", office.status(run));

        JsonNode approved = office.approve(run, body.formatted(Office.soon(1), 2, "{\"USD\": 0.00}"))
                .is(200)
                .json();
        assertEquals("scheduled for execution", approved.path("status").asText());
        assertEquals(2, approved.at("/approved/actions").asInt());
        assertEquals(
                "ann as agreed",
                approved.path("approved_by_id").asText() + " "
                        + approved.path("approval_comment").asText());
        assertTrue(approved.hasNonNull("approved_at"));
        office.api("POST", "billingRuns", "/execute/" + run, "{\"expected\": {\"actions\": 3}}")
                .naming(409, "expected.actions");
        office.approve(run, "{\"scheduled_run_date\": %s}".formatted(Office.soon(8)))
                .naming(409, "scheduled_run_date");
        assertEquals(
                "ready for execution",
                office.api("POST", "billingRuns", "/withdraw/" + run, null)
                        .is(200)
                        .json()
                        .path("status")
                        .asText());
        office.api("POST", "billingRuns", "/withdraw/" + run, null).is(409);
        office.api("POST", "billingRuns", "/execute/" + run, "{\"expected\": {\"actions\": 2}}")
                .is(200);
        office.progress(run);
        assertEquals("completed", office.status(run));
        assertEquals(2, office.mails().size());
    }

    @Test
    void an_approval_by_a_status_is_held_to_the_same() {
        String run = office.noticeRun();
        office.refresh(run);
        office.patch(run, "scheduled_run_date", Office.soon(8)).is(200);
        office.move(run, "scheduled for execution").naming(409, "scheduled_run_date");
        office.patch(run, "scheduled_run_date", Office.soon(6)).is(200);
        office.patch(run, "renewal_notice_options/expiration_date_range_end", "\"2026-03-30\"")
                .is(200);
        office.move(run, "scheduled for execution").naming(409, "status");
        office.refresh(run);
        JsonNode approved = office.move(run, "scheduled for execution").is(200).json();
        assertEquals(
                "ann 0",
                approved.path("approved_by_id").asText() + " "
                        + approved.at("/approved/actions").asText());
        office.patch(run, "scheduled_run_date", Office.soon(8)).naming(409, "scheduled_run_date");
    }

    @Test
    void where_two_people_are_asked_for_nobody_approves_a_list_of_her_own() {
        String member = office.member("2026-03-10");
        office.make("settings", "{\"approval\": \"second person\"}");
        String run = office.noticeRun();
        office.refresh(run);
        String soon = "{\"scheduled_run_date\": %s}".formatted(Office.soon(1));
        office.approve(run, soon).naming(409, "status");
        office.ask("execute", run).naming(409, "status");
        office.byOperator("POST", "billingRuns", "/approve/" + run, soon).is(200);
        office.byOperator(
                        "PATCH",
                        "billingRunActions",
                        "/" + office.action(run, member),
                        replace("status", "\"excluded\""))
                .is(403);
        office.exclude(office.action(run, member), "excluded").is(200);
        isWithdrawn(run);
        office.approve(run, soon).naming(409, "status");
        office.byOperator("POST", "billingRuns", "/execute/" + run, null).is(200);
    }

    @Test
    void what_needs_no_approval_is_changed_by_those_who_could_give_it() {
        String template = office.template("before", "on");
        String recurring = office.make("recurringBillingRuns", """
                {"name": "R", "template_id": "%s", "schedule": "0 6 1 1 *", "pre_processing_lead_time": 1}""".formatted(template));
        office.byEditor("PATCH", "billingTemplates", "/" + template, replace("name", "\"Mine\""))
                .is(200);
        office.byEditor("PATCH", "recurringBillingRuns", "/" + recurring, replace("auto_approve", "true"))
                .naming(403, "auto_approve");
        office.api("PATCH", "recurringBillingRuns", "/" + recurring, replace("auto_approve", "true"))
                .is(200);
        office.byEditor("PATCH", "billingTemplates", "/" + template, replace("name", "\"Yours\""))
                .is(403);
        office.byEditor("PATCH", "recurringBillingRuns", "/" + recurring, replace("schedule", "\"0 6 2 1 *\""))
                .naming(403, "auto_approve");
        office.api("PATCH", "billingTemplates", "/" + template, replace("name", "\"Ours\""))
                .is(200);
    }

    @Test
    void rows_of_reminders_have_ids_of_their_own_and_keep_them() {
        String run = office.reminderRun(7);
        String rows =
                office.read(run).at("/auto_renewal_reminder_options/reminders").toString();
        String notice = office.read(run)
                .at("/auto_renewal_reminder_options/reminders/0/reminder_notice_id")
                .asText();
        String another = """
                {"reminder_notice_id": "%s", "expiration_date_range_start": "2026-01-01", "expiration_date_range_end": "2026-01-31"}""".formatted(notice);
        office.api("PATCH", "billingRuns", "/" + run, replace("auto_renewal_reminder_options/reminders/0", another))
                .is(200);
        assertEquals(
                "8 7",
                office.read(run)
                                .at("/auto_renewal_reminder_options/reminders/0/id")
                                .asText() + " "
                        + office.read(run)
                                .at("/auto_renewal_reminder_options/reminders/1/id")
                                .asText(),
                rows);
        office.api("PATCH", "billingRuns", "/" + run, replace("auto_renewal_reminder_options/reminders/0/id", "7"))
                .naming(400, "auto_renewal_reminder_options.reminders[1].id");
    }
}
