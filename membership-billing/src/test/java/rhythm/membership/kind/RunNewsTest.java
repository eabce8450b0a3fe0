package rhythm.membership.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.kernel.run.Expectation.NONE;
import static rhythm.membership.kind.Bench.ANN;
import static rhythm.membership.kind.Bench.TENANT;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Those who asked for it are told of a run, once of each thing. 2 March 2026 is a Monday. */
class RunNewsTest {
    private final Replicas replicas = new Replicas("2026-02-25T10:00:00Z");
    private final Bench one = replicas.one;

    @AfterEach
    void close() {
        replicas.close();
    }

    private void run(JsonObject more) {
        one.members(3, "2026-03-10");
        replicas.noticeRun(
                "r1",
                "2026-03-01",
                "2026-03-31",
                new JsonObject().put("notification_email", "staff@example.org").mergeIn(more));
        refresh();
    }

    private void refresh() {
        one.runs.refresh(TENANT, "r1", ANN);
        replicas.tick();
    }

    private void approve(String date) {
        one.runs.approve(TENANT, "r1", Instant.parse(date), NONE, null, ANN);
        replicas.tick();
    }

    private void at(String now) {
        replicas.clock.set(now);
        replicas.tick();
        replicas.tick();
    }

    /** The subjects of the mails to staff so far. */
    private List<String> told() {
        assertEquals(0, replicas.post.twice());
        return replicas.post.messages.values().stream()
                .filter(mail -> mail.to().equals("staff@example.org"))
                .map(mail -> mail.subject().replace("Billing run ", ""))
                .sorted()
                .toList();
    }

    private String text(String event) {
        return replicas.post.messages.values().stream()
                .filter(mail -> mail.subject().contains(event))
                .map(mail -> mail.text())
                .findFirst()
                .orElseThrow();
    }

    private String waiting() {
        return String.valueOf(
                one.sql("select string_agg(kind, ', ' order by kind) from attention where status = 'open'"));
    }

    @Test
    void staff_is_told_of_a_list_before_its_date_and_when_that_has_passed() {
        run(new JsonObject().put("scheduled_run_date", "2026-03-02T09:00:00Z"));
        assertEquals(List.of("ready for review: r1"), told());
        assertTrue(text("ready").contains("generate renewal notice, pending: 3\nadded: 3"), text("ready"));
        at("2026-02-27T08:59:59Z");
        assertEquals(1, told().size());
        at("2026-02-27T09:00:00Z"); // the business day before is a Friday
        assertEquals(List.of("ready for review: r1", "unapproved: r1"), told());
        assertTrue(text("unapproved").contains("2026-03-02 09:00 UTC"), text("unapproved"));
        at("2026-03-02T08:59:59Z");
        assertEquals(2, told().size());
        at("2026-03-02T09:00:00Z");
        assertEquals(List.of("overdue: r1", "ready for review: r1", "unapproved: r1"), told());
        assertEquals("overdue list", waiting());
        assertEquals(1, one.count("billing_runs where overdue_since = scheduled_run_date"));
        at("2026-03-05T09:00:00Z");
        assertEquals("list too old, overdue list", waiting());
        refresh();
        assertEquals("overdue list", waiting());
        one.runs.execute(TENANT, "r1", NONE, ANN);
        replicas.tick();
        assertEquals("completed", one.status("billing_runs", "r1"));
        assertEquals(
                List.of(
                        "completed: r1",
                        "overdue: r1",
                        "ready for review: r1",
                        "ready for review: r1",
                        "unapproved: r1"),
                told());
        assertEquals("null", waiting());
        assertEquals(0, one.count("due_work"));
    }

    @Test
    void what_they_did_not_ask_for_they_are_not_told() {
        run(new JsonObject()
                .put("scheduled_run_date", "2026-03-02T09:00:00Z")
                .put("notify_on", List.of("overdue", "cancelled")));
        at("2026-03-02T09:00:00Z");
        one.runs.cancel(TENANT, "r1", ANN);
        replicas.tick();
        assertEquals(List.of("cancelled: r1", "overdue: r1"), told());
        assertTrue(text("cancelled").contains("pending: 3"), text("cancelled"));
        assertEquals("null", waiting());
    }

    @Test
    void an_approved_list_is_made_anew_the_business_day_before() {
        one.insert("settings", new JsonObject().put("id", "s1").put("refresh_before_execution", true));
        run(new JsonObject());
        approve("2026-03-16T09:00:00Z");
        one.sql("update memberships set expiration_date = '2027-03-10' where id = 'm000001' returning id");
        at("2026-03-13T08:59:59Z");
        assertEquals(3, one.actions("r1").get("pending"));
        at("2026-03-13T09:00:00Z");
        assertEquals(2, one.actions("r1").get("pending"));
        assertEquals("scheduled for execution", one.status("billing_runs", "r1"));
        at("2026-03-16T09:00:00Z");
        assertEquals("completed", one.status("billing_runs", "r1"));
        assertEquals(2, one.actions("r1").get("completed"));
        assertEquals(List.of("completed: r1", "ready for review: r1"), told());
    }

    @Test
    void what_is_added_by_that_is_to_be_approved() {
        one.insert("settings", new JsonObject().put("id", "s1").put("refresh_before_execution", true));
        run(new JsonObject());
        approve("2026-03-16T09:00:00Z");
        one.members(4, 4, "2026-03-20");
        at("2026-03-13T09:00:00Z");
        assertEquals("ready for execution", one.status("billing_runs", "r1"));
        assertTrue(String.valueOf(one.sql("select error from billing_runs")).startsWith("approval withdrawn"));
        assertEquals(List.of("ready for review: r1", "ready for review: r1"), told());
        at("2026-03-16T09:00:00Z");
        assertEquals(4, one.actions("r1").get("pending"));
        assertEquals(0, one.count("due_work where kind = 'execution'"));
    }

    @Test
    void without_an_address_nothing_is_noted() {
        run(new JsonObject().putNull("notification_email").put("scheduled_run_date", "2026-03-02T09:00:00Z"));
        at("2026-03-02T09:00:00Z");
        assertEquals(0, one.count("run_news"));
        assertEquals("overdue list", waiting());
    }
}
