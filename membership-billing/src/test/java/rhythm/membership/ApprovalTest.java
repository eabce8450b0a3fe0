package rhythm.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
                [{"op": "add", "path": "/scheduled_run_date", "value": "2090-01-01T00:00:00Z"},
                 {"op": "replace", "path": "/status", "value": "scheduled for execution"}]""").is(200);
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
        office.patch(run, "scheduled_run_date", "\"2091-01-01T00:00:00Z\"").is(200);
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
