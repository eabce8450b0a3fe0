package rhythm.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.ServiceParts;
import rhythm.kernel.process.Await;

/** An administrator locks a run: nobody sets it to work, calls it off or edits its list, and neither does its date. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "membership"))
class LockedRunTest {
    private Office office;

    @BeforeEach
    void open() {
        office = new Office();
    }

    private void lock(String run, boolean isLocked) {
        office.patch(run, "sys_locked", String.valueOf(isLocked)).is(200);
    }

    private static void isLocked(Answer refused) {
        assertTrue(refused.is(409).body().contains("is locked"), refused::body);
    }

    @Test
    void a_locked_list_is_neither_made_nor_carried_out_nor_edited_nor_called_off() {
        String member = office.member("2026-03-10");
        String run = office.noticeRun();
        office.refresh(run);
        String action = office.action(run, member);
        lock(run, true);
        isLocked(office.ask("refresh", run));
        isLocked(office.ask("execute", run));
        isLocked(office.ask("cancel", run));
        isLocked(office.exclude(action, "excluded"));
        isLocked(office.api("DELETE", "billingRunActions", "/" + action, null));
        isLocked(office.api("POST", "billingRunActions", "", """
                {"billing_run_id": "%s", "type": "generate renewal notice", "candidate_id": "%s"}""".formatted(run, office.member("2026-04-10"))));
        assertEquals("1 pending", office.counts(run));
        assertEquals("ready for execution", office.status(run));
        lock(run, false);
        office.execute(run);
        isCompleted(run);
        lock(run, true);
        isLocked(office.ask("retry", run));
    }

    private void isCompleted(String run) {
        assertEquals("completed", office.status(run));
        assertEquals("1 successful", office.counts(run));
        assertEquals(1, office.mails().size());
    }

    @Test
    void a_locked_run_waits_beyond_its_date_and_goes_on_when_unlocked() {
        office.member("2026-03-10");
        office.clock(Instant.parse("2026-03-01T10:00:00Z"));
        String run = office.noticeRun();
        office.patch(run, "scheduled_preprocessing_date", "\"2026-03-02T06:00:00Z\"")
                .is(200);
        office.move(run, "scheduled").is(200);
        lock(run, true);
        office.clock(Instant.parse("2026-03-02T07:00:00Z"));
        Await.that(
                "nobody says that it is locked",
                () -> office.read(run).path("error").asText().contains("locked"));
        assertEquals("scheduled", office.status(run));
        lock(run, false);
        Await.that("it does not go on", () -> office.status(run).equals("ready for execution"));
        assertTrue(office.read(run).path("error").isMissingNode());
        assertEquals("1 pending", office.counts(run));
    }
}
