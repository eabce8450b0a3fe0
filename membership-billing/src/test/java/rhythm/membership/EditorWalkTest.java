package rhythm.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rhythm.kernel.bench.RunningClock;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.ServiceParts;
import rhythm.kernel.process.Await;
import rhythm.kernel.process.Size;

/** An editor tries all she can between an approval and its hour: what runs is what was approved, at that hour, or nothing does. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "membership"))
class EditorWalkTest {
    private static final int CALLS = Size.of(1_000, 10_000);
    private static final int CALLS_A_ROUND = 40;
    private static final Set<String> DONE = Set.of("completed", "processing", "error");

    private final long seed = Long.getLong("rhythm.seed", 20_261_127L);
    private final Random random = new Random(seed);
    private Office office;
    private List<String> members;
    private String template;
    private String recurring;
    private String run;
    private int withdrawn;

    @Test
    void no_sequence_of_an_editors_calls_stretches_an_approval() {
        for (int round = 0; round < CALLS / CALLS_A_ROUND; round++) {
            oneRound("seed " + seed + ", round " + round);
        }
        int rounds = CALLS / CALLS_A_ROUND;
        System.out.printf("editor's walk: %d calls, %d of %d approvals withdrawn%n", CALLS, withdrawn, rounds);
        assertTrue(withdrawn > 0 && withdrawn < rounds, "both ends of the walk are seen");
    }

    private void oneRound(String which) {
        office = new Office();
        members = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            members.add(office.member(i < 3 ? "2026-03-1" + i : "2026-05-01"));
        }
        template = office.template("before", "on");
        recurring = office.make("recurringBillingRuns", """
                {"name": "R", "template_id": "%s", "schedule": "0 6 1 1 *", "pre_processing_lead_time": 1}""".formatted(template));
        run = office.noticeRun();
        office.refresh(run);
        String hour = office.read(run).path("last_refresh_date").asText();
        Instant approved = Instant.parse(hour).plusSeconds(86_400);
        office.approve(run, "{\"scheduled_run_date\": \"" + approved + "\", \"expected\": {\"actions\": 3}}")
                .is(200);
        Set<String> listed = actions(Set.of("pending"));
        // most rounds leave the list alone, or all approvals were withdrawn at the first steps
        boolean mayTouchList = random.nextInt(3) == 0;
        for (int call = 0; call < CALLS_A_ROUND; call++) {
            Answer answer = step(mayTouchList);
            assertTrue(answer.status() < 500, which + ": " + answer.request() + " " + answer.body());
        }
        JsonNode left = office.read(run);
        assertEquals(Set.of(), actions(DONE), which + ": nothing runs before its hour");
        boolean isApproved = left.path("status").asText().equals("scheduled for execution");
        if (isApproved) {
            assertEquals(approved, Instant.parse(left.path("scheduled_run_date").asText()), which);
        }
        withdrawn += isApproved ? 0 : 1;
        office.clock(approved.plusSeconds(60));
        if (isApproved) {
            Await.that(which + ": does not run", () -> office.status(run).equals("completed"));
            // a member who was moved or deleted meanwhile may have dropped out; nobody has come in
            assertTrue(listed.containsAll(actions(DONE)), which + ": " + listed + " and not " + actions(DONE));
        } else {
            office.ask("cancel", run);
            assertEquals(Set.of(), actions(DONE), which);
        }
        assertTrue(office.mails().size() <= listed.size(), which);
        office.clock(RunningClock.SHARED.instant());
    }

    private Set<String> actions(Set<String> statuses) {
        Set<String> actions = new TreeSet<>();
        for (JsonNode action : office.api("GET", "billingRunActions", "/billingRun/" + run, null)
                .is(200)
                .json()
                .path("Items")) {
            if (statuses.contains(action.path("status").asText())) {
                actions.add(action.path("id").asText());
            }
        }
        return actions;
    }

    /** Any call of an editor's; {@code mayTouchList} lets those in that withdraw an approval by what they are for. */
    private Answer step(boolean mayTouchList) {
        return switch (random.nextInt(mayTouchList ? 16 : 11)) {
            case 0 -> patch("billingRuns", run, "scheduled_run_date", "\"2026-01-01T00:00:00Z\"");
            case 1 -> patch("billingRuns", run, "scheduled_preprocessing_date", "\"2026-01-01T00:00:00Z\"");
            case 2 -> patch("billingRuns", run, "name", "\"N" + random.nextInt(9) + "\"");
            case 3 ->
                office.byEditor(
                        "POST",
                        "billingRuns",
                        "/" + any("execute", "refresh", "approve", "retry", "cancel") + "/" + run,
                        null);
            case 4 -> put();
            case 5 -> patch("billingTemplates", template, "perform_drops", any("true", "false"));
            case 6 -> patch("recurringBillingRuns", recurring, "auto_approve", "true");
            case 7 -> patch("memberships", any(members), "last_name", "\"L" + random.nextInt(9) + "\"");
            case 8 -> patch("memberships", members.get(3), "expiration_date", any("\"2026-03-12\"", "\"2026-05-01\""));
            case 9 ->
                patch(
                        "billingRuns",
                        run,
                        "status",
                        any("\"running\"", "\"cancelled\"", "\"scheduled for execution\"", "\"completed\""));
            case 10 -> office.byEditor("DELETE", "memberships", "/" + members.get(3), null);
            case 11 ->
                patch(
                        "billingRuns",
                        run,
                        "renewal_notice_options/expiration_date_range_end",
                        any("\"2026-05-31\"", "\"2026-03-31\""));
            case 12 -> patch("billingRunActions", anyAction(), "status", any("\"excluded\"", "\"pending\""));
            case 13 -> office.byEditor("DELETE", "billingRunActions", "/" + anyAction(), null);
            case 14 -> office.byEditor("POST", "billingRunActions", "", """
                    {"billing_run_id": "%s", "type": "generate renewal notice", "candidate_id": "%s"}""".formatted(run, any(members)));
            default -> office.byEditor("DELETE", "billingRuns", "/" + run + "x", null);
        };
    }

    private Answer put() {
        ObjectNode record = (ObjectNode) office.read(run);
        if (random.nextBoolean()) {
            record.put("scheduled_run_date", "2026-01-01T00:00:00Z");
        }
        return office.byEditor("PUT", "billingRuns", "/" + run, record.toString());
    }

    private Answer patch(String resource, String id, String field, String value) {
        return office.byEditor(
                "PATCH",
                resource,
                "/" + id,
                "[{\"op\": \"add\", \"path\": \"/" + field + "\", \"value\": " + value + "}]");
    }

    private String anyAction() {
        return run + "_rn_" + any(members);
    }

    private String any(String... values) {
        return values[random.nextInt(values.length)];
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
