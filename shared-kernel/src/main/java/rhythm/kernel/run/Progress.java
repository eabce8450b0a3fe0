package rhythm.kernel.run;

import rhythm.kernel.store.Tx;

/** Notes on the run that it moves, for the watchdog; rarely, so that workers do not queue up for the run's row. */
final class Progress {
    private static final int SECONDS = 10;

    private Progress() {}

    static void note(Tx tx, Engine engine, BillingRun run, Now now) {
        java.time.Instant noted = run.time("progressed_at");
        if (noted == null || noted.isBefore(engine.real().minusSeconds(SECONDS))) {
            tx.run("""
                    with still as materialized (
                      select id from billing_runs where tenant_id = $1 and id = $2 for update skip locked)
                    update billing_runs r set progressed_at = $3 from still where r.tenant_id = $1 and r.id = still.id""", run.tenant(), run.id(), now.real());
        }
    }
}
