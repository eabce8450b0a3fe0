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

/** What staff do to a list: they exclude actions, take them back, and add some themselves. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "membership"))
class ActionsByHandTest {
    private Office office;

    @BeforeEach
    void open() {
        office = new Office();
    }

    private Answer add(String run, String type, String member) {
        return office.api("POST", "billingRunActions", "", """
                {"billing_run_id": "%s", "type": "%s", "candidate_id": "%s"}""".formatted(run, type, member));
    }

    @Test
    void an_action_whose_member_was_deleted_can_still_be_excluded() {
        String member = office.member("2026-03-10");
        String run = office.noticeRun();
        office.refresh(run);
        String action = office.action(run, member);
        office.api("DELETE", "memberships", "/" + member, null).is(200);
        office.exclude(action, "excluded").is(200);
        office.exclude(action, "pending").is(200);
        office.execute(run);
        assertEquals("1 excluded", office.counts(run));
        add(run, "generate renewal notice", member).is(409);
    }

    @Test
    void an_action_added_by_hand_says_what_it_will_bill() {
        String gold = office.api("POST", "packages", "", """
                {"name": "Gold", "renewal_price": 120.50, "currency": "USD", "term": 12}""").is(200).id();
        String member = office.member("2026-04-10");
        office.api("PATCH", "memberships", "/" + member, """
                [{"op": "add", "path": "/package_id", "value": "%s"}]""".formatted(gold)).is(200);
        String run = office.run("""
                "generate_renewal_orders": true, "renewal_order_options": {
                  "expiration_date_range_start": "2026-03-01", "expiration_date_range_end": "2026-03-31"}""");
        JsonNode action = office.api(
                        "GET",
                        "billingRunActions",
                        "/" + add(run, "generate renewal order", member).is(200).id(),
                        null)
                .is(200)
                .json();
        assertEquals(
                "120.50 USD",
                action.path("amount").asText() + " " + action.path("currency").asText());
        assertEquals("Ann", action.path("name").textValue());
    }

    @Test
    void of_several_actions_added_together_each_stands_alone() {
        String ann = office.member("2026-03-10");
        String bob = office.member("2026-04-10");
        String run = office.noticeRun();
        JsonNode results = office.api("POST", "billingRunActions", "/batch", """
                        {"operations": [%s, %s, %s]}""".formatted(
                                creation(run, ann), creation(run, "nobody"), creation(run, bob)))
                .is(200)
                .json()
                .path("results");
        assertEquals(List.of("success", "error", "success"), results.findValuesAsText("outcome"));
        assertTrue(results.path(1).path("error_message").textValue().contains("nobody"), results::toString);
        assertEquals("2 pending", office.counts(run));
    }

    private static String creation(String run, String member) {
        return """
                {"operation": "create", "object":
                  {"billing_run_id": "%s", "type": "generate renewal notice", "candidate_id": "%s"}}""".formatted(run, member);
    }

    @Test
    void a_list_takes_no_action_of_a_kind_that_is_off() {
        String member = office.member("2026-03-10");
        String run = office.noticeRun();
        office.refresh(run);
        Answer refused = add(run, "drop membership", member).naming(409, "type");
        assertTrue(refused.body().contains("perform_drops"), refused::body);
        assertEquals("1 pending", office.counts(run));
    }

    private Answer remind(String run, String member, String reminder) {
        return office.api("POST", "billingRunActions", "", """
                {"billing_run_id": "%s", "type": "send auto renewal reminder", "candidate_id": "%s", "reminder_id": %s}""".formatted(run, member, reminder));
    }

    private String autoRenewing() {
        String member = office.member("2026-03-10");
        office.api("PATCH", "memberships", "/" + member, """
                [{"op": "add", "path": "/renew_automatically", "value": true}]""").is(200);
        return member;
    }

    @Test
    void a_reminder_by_hand_is_for_one_of_the_runs_rows() {
        String member = autoRenewing();
        String run = office.reminderRun(7, 30);
        for (String none : List.of("null", "\"\"", "\"9\"")) {
            Answer refused = remind(run, member, none).naming(409, "reminder_id");
            assertTrue(refused.body().contains("7, 30"), refused::body);
        }
        String action = remind(run, member, "\"30\"").is(200).id();
        assertTrue(action.endsWith("_" + member + "_30"), action);
        office.refresh(run);
        assertEquals("2 pending", office.counts(run));
    }

    @Test
    void the_only_row_of_reminders_need_not_be_named() {
        String member = autoRenewing();
        String run = office.reminderRun(7);
        JsonNode action = remind(run, member, "null").is(200).json();
        assertEquals("7", action.path("reminder_id").textValue(), action::toString);
        office.refresh(run);
        assertEquals(action.path("id").textValue(), office.action(run, member));
        assertEquals("1 pending", office.counts(run));
        office.execute(run);
        assertEquals("1 successful", office.counts(run));
        assertEquals(1, office.mails().size());
    }
}
