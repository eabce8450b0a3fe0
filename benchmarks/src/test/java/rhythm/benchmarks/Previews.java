package rhythm.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** (a) The preview of a million memberships against the bare statement into the same, emptied table. */
final class Previews {
    private static final int MEMBERS = 1_000_000;
    private static final int ROUNDS = 3;
    private static final String EMPTY = "truncate billing_run_actions, billing_run_counts";

    private Previews() {}

    static List<Figure> measure(Stage stage) throws SQLException, IOException {
        Members.make(stage, MEMBERS, "2025-01-01");
        BillingRuns runs = new BillingRuns(stage);
        String run = runs.make("billingRuns", """
                {"name": "a million", "perform_drops": true, "drop_options":
                  {"expiration_date_range_start": "2025-01-01", "expiration_date_range_end": "2025-12-31"}}""");
        runs.refresh(run);
        check(stage);
        double before = stage.residentMegabytes();
        double most = before;
        Samples bare = new Samples();
        Samples preview = new Samples();
        for (int round = 0; round < ROUNDS; round++) {
            stage.asOwner(EMPTY);
            bare.add(stage.asOwner(statement(run)));
            check(stage);
            stage.asOwner(EMPTY);
            BillingRuns.Taken taken = runs.refresh(run);
            check(stage);
            preview.add(taken.seconds());
            most = Math.max(most, taken.megabytes());
        }
        return List.of(
                Figure.of("a  preview of 1,000,000 memberships", preview.median(), "s"),
                Figure.of("a  bare insert … select into the same table, same indexes", bare.median(), "s"),
                Figure.atMost("a  preview against the bare statement", preview.median() / bare.median(), 1.5, "times"),
                Figure.atMost("a  service memory up by (resident, most during a preview)", most - before, 64, "MB"));
    }

    private static void check(Stage stage) throws SQLException {
        String found = stage.rows("select count(*) from billing_run_actions where status = 'pending'")
                .getFirst();
        if (!found.equals(Integer.toString(MEMBERS))) {
            throw new IllegalStateException(found + " actions instead of " + MEMBERS);
        }
    }

    /** The same rows and columns, written by hand, by the owner whom no policy checks. */
    private static String statement(String run) {
        return """
                insert into billing_run_actions (tenant_id, id, sys_version, sys_created_at, sys_created_by_id,
                  sys_last_modified_at, sys_last_modified_by_id, name, date, billing_run_id, type, candidate_service,
                  candidate_id, status, last_refresh_date, outcome_of_last_refresh, step_function_execution_arn,
                  membership_id, expiration_date)
                select c.tenant_id, '%1$s_dm_' || c.id, 1, now(), 'engine', now(), 'engine', c.name, now(), '%1$s',
                  'drop membership', 'membership', c.id, 'pending', now(), 'added', 'execution', c.id, c.expiration_date
                from memberships c
                where c.tenant_id = '%2$s' and c.status = 'active'
                  and c.expiration_date between '2025-01-01' and '2025-12-31'""".formatted(run, Stage.TENANT);
    }
}
