package rhythm.membership.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.kernel.bench.Replica.ANN;
import static rhythm.kernel.bench.Replica.TENANT;
import static rhythm.kernel.run.Expectation.NONE;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.bench.Postbox;
import rhythm.kernel.bench.Replica.Death;
import rhythm.kernel.problem.ProblemException;
import rhythm.membership.certification.Certifications.Outcome;

/** Certifications that end with a dropped membership: what certifications-billing is told, and when. */
class CertificationEndsTest {
    private static final String NOTES = "certification_ends";

    private final MovableClock clock = new MovableClock("2026-04-10T10:00:00Z");
    private final CertificationBook book = new CertificationBook(true);
    private final String database = "ends_" + UUID.randomUUID().toString().substring(0, 8);
    private final Bench bench = new Bench(database, clock, new Postbox(), book);

    @AfterEach
    void close() {
        bench.close();
    }

    private void list(Bench replica, boolean isEnding) {
        replica.insert(
                "billing_runs",
                new JsonObject()
                        .put("id", "drop")
                        .put("name", "drop")
                        .put("status", "draft")
                        .put("perform_drops", true)
                        .put(
                                "drop_options",
                                new JsonObject()
                                        .put("expiration_date_range_start", "2026-03-01")
                                        .put("expiration_date_range_end", "2026-03-31")
                                        .put("deactivate_certifications", isEnding)));
        replica.refresh("drop");
    }

    private void drop() {
        list(bench, true);
        bench.execute("drop");
    }

    private void change(String sql) {
        bench.sql("update memberships set " + sql + " returning id");
    }

    private void nextLook() {
        clock.pass(Duration.ofMinutes(6));
        bench.loop.runDry();
    }

    @Test
    void who_is_dropped_and_who_with_them_is_told_once() {
        bench.members(6, "2026-03-15");
        change("contact_id = null, organization_id = 'o1' where id = 'm000002'");
        change("organization_id = 'o1' where id = 'm000001'");
        change("expiration_date = null, parent_id = 'm000002', origin = 'flow down'"
                + " where id in ('m000003', 'm000004', 'm000005')");
        change("prevent_termination = true where id = 'm000004'");
        change("status = 'inactive' where id = 'm000005'");
        change("expiration_date = '2026-05-15' where id = 'm000006'");
        drop();
        assertEquals(List.of(List.of("c1", "c3", "o1")), book.told);
        assertEquals(List.of(LocalDate.of(2026, 4, 10)), book.dates);
        assertEquals(0, bench.count(NOTES));
        nextLook();
        assertEquals(1, book.told.size());
    }

    @Test
    void without_the_option_nobody_is_told() {
        bench.members(1, "2026-03-15");
        list(bench, false);
        bench.execute("drop");
        assertEquals(Map.of("completed", 1L), bench.actions("drop"));
        assertEquals(0, bench.count(NOTES));
        nextLook();
        assertEquals(List.of(), book.told);
    }

    @Test
    void while_certifications_billing_is_away_the_notes_wait_and_one_call_finds_that_out() {
        bench.members(600, "2026-03-15");
        book.answer = holders -> Outcome.AWAY;
        drop();
        assertEquals(1, book.told.size());
        assertEquals(600, bench.count(NOTES));
        book.answer = holders -> Outcome.ENDED;
        clock.pass(Duration.ofDays(3));
        bench.loop.runDry();
        assertEquals(List.of(500, 500, 100), book.told.stream().map(List::size).toList());
        assertEquals(LocalDate.of(2026, 4, 10), book.dates.getLast());
        assertEquals(0, bench.count(NOTES));
    }

    @Test
    void who_is_refused_is_kept_and_keeps_back_nobody() {
        bench.members(600, "2026-03-15");
        book.answer = holders -> holders.contains("c1") ? Outcome.REFUSED : Outcome.ENDED;
        drop();
        assertEquals(2, book.told.size());
        assertEquals(500, bench.count(NOTES));
        nextLook();
        assertEquals(3, book.told.size());
        assertEquals(500, bench.count(NOTES));
    }

    @Test
    void who_is_a_member_again_or_still_by_another_membership_is_spared() {
        bench.members(4, "2026-03-15");
        change("contact_id = null, organization_id = 'o1' where id = 'm000003'");
        book.answer = holders -> Outcome.AWAY;
        drop();
        book.told.clear();
        book.answer = holders -> Outcome.ENDED;
        bench.members(11, 13, "2027-03-15");
        change("contact_id = 'c2' where id = 'm000011'");
        change("contact_id = null, organization_id = 'o1' where id = 'm000012'");
        change("organization_id = 'o1', contact_id = 'c4', status = 'pending' where id = 'm000013'");
        change("status = 'active', termination_date = null where id = 'm000001'");
        nextLook();
        assertEquals(List.of(List.of("c4")), book.told);
        assertEquals(0, bench.count(NOTES));
    }

    @Test
    void an_organization_is_no_member_by_those_who_belong_to_it() {
        bench.members(2, "2026-03-15");
        change("contact_id = null, organization_id = 'o1' where id = 'm000001'");
        change("organization_id = 'o1', expiration_date = '2027-03-15' where id = 'm000002'");
        drop();
        assertEquals(List.of(List.of("o1")), book.told);
    }

    @Test
    void a_worker_that_dies_drops_nobody_whose_certifications_are_not_noted() {
        bench.members(3, "2026-03-15");
        list(bench, true);
        bench.runs.execute(TENANT, "drop", NONE, ANN);
        bench.isDying = tx -> tx.run("select 1 from certification_ends").size() > 0;
        assertThrows(Death.class, bench.loop::runDry);
        assertEquals(3, bench.count("memberships where status = 'active'"));
        assertEquals(0, bench.count(NOTES));
        bench.isDying = tx -> false;
        clock.pass(Duration.ofMinutes(3));
        bench.loop.runDry();
        assertEquals(Map.of("completed", 3L), bench.actions("drop"));
        assertEquals(List.of(List.of("c1", "c2", "c3")), book.told);
    }

    @Test
    void a_run_that_ends_certifications_is_refused_where_certifications_billing_is_not_connected() {
        bench.members(1, "2026-03-15");
        try (Bench alone = new Bench(database, clock, new Postbox())) {
            ProblemException refused = assertThrows(ProblemException.class, () -> list(alone, true));
            assertEquals(409, refused.problem.status);
            assertTrue(
                    refused.getMessage().contains("deactivate_certifications needs certifications-billing"),
                    refused::getMessage);
        }
        assertEquals("draft", bench.status("billing_runs", "drop"));
        bench.refresh("drop");
    }
}
