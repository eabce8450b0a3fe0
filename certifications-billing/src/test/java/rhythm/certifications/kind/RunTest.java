package rhythm.certifications.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.certifications.kind.Bench.ANN;
import static rhythm.certifications.kind.Bench.TENANT;
import static rhythm.certifications.kind.Bench.atOnce;
import static rhythm.certifications.kind.Bench.holder;
import static rhythm.kernel.run.Expectation.NONE;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.bench.Postbox;
import rhythm.kernel.notice.MailMessage;
import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.run.RunStatistics;

class RunTest {
    private static final String FEBRUARY =
            "\"expiration_date_range_start\": \"2026-02-01\", \"expiration_date_range_end\": \"2026-02-28\"";
    private static final String MARCH =
            "\"expiration_date_range_start\": \"2026-03-01\", \"expiration_date_range_end\": \"2026-03-31\"";
    private static final String DROPS =
            "\"perform_drops\": true, \"drop_options\": {\"drop_notice_id\": \"n1\", " + FEBRUARY + "}";
    private static final String ACTIVATIONS =
            "\"activate_applications\": true, \"application_activation_options\": {\"application_notice_id\": \"n2\"}";

    private final String database = "run_" + UUID.randomUUID().toString().substring(0, 8);
    private final MovableClock clock = new MovableClock("2026-03-01T10:00:00Z");
    private final Postbox post = new Postbox();
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(database, clock, post);
        bench.notices();
        bench.insert(
                "programs",
                new JsonObject().put("id", "welder").put("name", "Welder").put("term", 12));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private List<String> subjects() {
        return post.messages.values().stream()
                .map(MailMessage::subject)
                .sorted()
                .toList();
    }

    private void goThrough(String run) {
        bench.refresh(run);
        bench.execute(run);
    }

    @Test
    void who_renews_inside_the_run_that_would_drop_him_is_not_dropped() {
        bench.certification("renewed", "welder", "2026-02-15");
        bench.certification("lapsed", "welder", "2026-02-15");
        bench.approved("a1", "welder", "renewed");
        bench.run("r1", "{" + ACTIVATIONS + "," + DROPS + "}");
        bench.refresh("r1");
        assertEquals(Map.of("pending", 3L), bench.actions("r1"));
        bench.execute("r1");
        assertEquals("active", bench.status("certifications", "renewed"));
        assertEquals("2027-02-15", bench.expiration("renewed"));
        assertEquals("inactive", bench.status("certifications", "lapsed"));
        assertEquals("completed", bench.status("billing_run_actions", "r1_dc_lapsed"));
        assertEquals("no longer eligible", bench.status("billing_run_actions", "r1_dc_renewed"));
        assertEquals(2, post.arrived.size());
    }

    @Test
    void applications_activated_twice_at_once_by_two_replicas_count_once() {
        int many = 50;
        for (int i = 0; i < many; i++) {
            bench.approved("new" + i, "welder", null);
            bench.certification("c" + i, "welder", "2026-06-15");
            bench.approved("more" + i, "welder", "c" + i);
        }
        for (String run : List.of("r1", "r2")) {
            bench.run(run, "{" + ACTIVATIONS + "}");
            bench.refresh(run);
        }
        try (Bench other = new Bench(database, clock, post)) {
            bench.runs.execute(TENANT, "r1", NONE, ANN);
            other.runs.execute(TENANT, "r2", NONE, ANN);
            atOnce(bench.loop::runDry, other.loop::runDry);
            bench.loop.runDry();
        }
        assertEquals("completed", bench.status("billing_runs", "r1"));
        assertEquals("completed", bench.status("billing_runs", "r2"));
        assertEquals(2L * many, bench.count("applications where status = 'activated' and sys_version = 2"));
        // twelve months from today on, both days included
        assertEquals((long) many, bench.count("certifications where expiration_date = '2027-02-28'"));
        assertEquals((long) many, bench.count("certifications where expiration_date = '2027-06-15'"));
        assertEquals(2L * many, bench.count("certifications"));
        assertEquals(2L * many, bench.count("billing_run_actions where status = 'completed'"));
        assertEquals(2 * many, post.arrived.size());
        assertEquals(0, post.twice());
    }

    @Test
    void an_application_set_back_without_its_certification_stops_nobody_elses() {
        bench.approved("a1", "welder", null);
        bench.run("r1", "{" + ACTIVATIONS + "}");
        goThrough("r1");
        bench.sql("update applications set status = 'approved', certification_id = null returning id");
        bench.approved("a2", "welder", null);
        bench.run("r2", "{" + ACTIVATIONS + "}");
        goThrough("r2");
        assertEquals("completed", bench.status("billing_runs", "r2"));
        assertEquals(Map.of("completed", 1L), bench.actions("r2"));
        assertEquals("active", bench.status("certifications", "a2_c"));
        String why = bench.runs.explain(TENANT, "r2", "a1");
        assertTrue(why.contains("names the one to extend"), why);
    }

    @Test
    void a_renewal_without_a_program_renews_by_that_of_its_certification() {
        bench.certification("named", "welder", "2026-06-15");
        bench.certification("unnamed", null, "2026-06-15");
        bench.approved("a1", null, "named");
        bench.approved("a2", null, "unnamed");
        bench.run("r1", "{" + ACTIVATIONS + "}");
        goThrough("r1");
        assertEquals(Map.of("completed", 1L), bench.actions("r1"));
        assertEquals("2027-06-15", bench.expiration("named"));
        assertEquals("2026-06-15", bench.expiration("unnamed"));
        String why = bench.runs.explain(TENANT, "r1", "a2");
        assertTrue(why.contains("how much longer"), why);
    }

    @Test
    void reminders_go_out_row_by_row_and_drops_end_what_expired() {
        bench.certification("past", "welder", "2026-02-15");
        bench.certification("near", "welder", "2026-03-15");
        bench.certification("far", "welder", "2026-04-15");
        bench.run("r1", "{" + DROPS + """
                , "send_renewal_reminders": true, "renewal_reminder_options": {"reminders": [
                  {"id": 7, "reminder_notice_id": "n1", %s}, {"id": 8, "reminder_notice_id": "n1", %s}]}}
                """.formatted(FEBRUARY, MARCH));
        goThrough("r1");
        assertEquals(Map.of("completed", 3L), bench.actions("r1"));
        assertEquals("completed", bench.status("billing_run_actions", "r1_rr_past_7"));
        assertEquals("completed", bench.status("billing_run_actions", "r1_rr_near_8"));
        assertEquals(List.of("Renew by 2026-02-15", "Renew by 2026-02-15", "Renew by 2026-03-15"), subjects());
        assertEquals(
                1L,
                bench.count("certifications where id = 'past' and status = 'inactive'"
                        + " and termination_date = '2026-03-01' and last_terminated_date = '2026-03-01'"));
        assertEquals(2L, bench.count("certifications where last_reminded_at is not null"));
        JsonArray statistics = (JsonArray) bench.sql("select " + RunStatistics.ARRAY + " from billing_runs t");
        assertEquals(
                List.of("drop certification", "send renewal reminder"),
                statistics.stream()
                        .map(tally -> ((JsonObject) tally).getString("action"))
                        .toList());
    }

    @Test
    void applications_are_reminded_and_lapse() {
        bench.insert(
                "applications",
                holder("past", "welder")
                        .put("type", "transfer")
                        .put("status", "draft")
                        .put("expiration_date", "2026-02-15"));
        bench.insert(
                "applications",
                holder("near", "welder")
                        .put("type", "certification")
                        .put("status", "pending approval")
                        .put("expiration_date", "2026-03-15"));
        bench.run("r1", """
                {"send_application_reminders": true, "application_reminder_options": {"reminders": [
                  {"reminder_notice_id": "n2", %s}]},
                 "expire_applications": true, "application_expiration_options": {"application_notice_id": "n2", %s}}
                """.formatted(MARCH, FEBRUARY));
        goThrough("r1");
        assertEquals(Map.of("completed", 2L), bench.actions("r1"));
        assertEquals("expired", bench.status("applications", "past"));
        assertEquals("pending approval", bench.status("applications", "near"));
        assertEquals(List.of("Finish by 2026-02-15", "Finish by 2026-03-15"), subjects());
    }

    @Test
    void an_activation_without_a_term_is_for_life_and_one_with_a_date_ends_then() {
        bench.insert("programs", new JsonObject().put("id", "life").put("name", "Honorary"));
        bench.approved("a1", "life", null);
        bench.approved("a2", "welder", null);
        bench.sql("update applications set certification_expiration_date = '2030-01-31' where id = 'a2' returning id");
        bench.run("r1", "{\"activate_applications\": true, \"application_activation_options\": {}}");
        goThrough("r1");
        assertEquals(1L, bench.count("certifications where application_id = 'a1' and expiration_date is null"));
        assertEquals(
                1L,
                bench.count("certifications where application_id = 'a2' and effective_date = '2026-03-01'"
                        + " and expiration_date = '2030-01-31'"));
        assertEquals(2L, bench.count("applications a join certifications c on c.id = a.certification_id"));
        assertTrue(post.arrived.isEmpty());
    }

    @Test
    void orders_are_refused_until_there_is_somewhere_to_place_them() {
        bench.run("r1", "{\"forecast_renewals\": true, \"renewal_forecasting_options\": {" + FEBRUARY + "}}");
        ProblemException refused = assertThrows(ProblemException.class, () -> bench.runs.refresh(TENANT, "r1", ANN));
        assertEquals(409, refused.problem.status);
    }
}
