package rhythm.kernel.run;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import rhythm.kernel.store.Tx;

/** Finds runs that stand still. Time in which no replica was at a run does not count against it (decision 16). */
final class Watchdog {
    /** Moves the last progress on by the time since the last lease was over; goes with setting a new one. $3 is now. */
    static final String FORGIVE = """
            progressed_at = case when r.leased_until > $3 then r.progressed_at
              else least($3, r.progressed_at + ($3 - r.leased_until)) end
            """;

    private Watchdog() {}

    /** Notes that a replica is at a running run; any number may be. */
    static void look(Tx tx, String tenant, String run, OffsetDateTime now, Duration lease) {
        tx.run(
                "update billing_runs r set leased_until = $4, " + FORGIVE
                        + "where r.tenant_id = $1 and r.id = $2 and r.status = 'running'"
                        + " and (r.leased_until is null or r.leased_until < $5)",
                tenant,
                run,
                now,
                now.plus(lease),
                now.plus(lease.dividedBy(2)));
    }

    /** Times the run out if it stood still for too long while somebody was at it; answers whether it did. */
    static boolean timeOut(
            Tx tx, String tenant, String run, String status, Instant business, Instant real, Duration patience) {
        OffsetDateTime now = real.atOffset(ZoneOffset.UTC);
        boolean written = tx.run(
                                """
                        with still as materialized (
                          select id from billing_runs where tenant_id = $1 and id = $2 and status = $3
                            and progressed_at < $4 for update skip locked)
                        update billing_runs r set status = 'timed out', error = $5, lease = null, leased_until = null,
                          sys_version = r.sys_version + 1, sys_last_modified_at = $6
                        from still where r.tenant_id = $1 and r.id = still.id returning r.id""",
                                tenant,
                                run,
                                status,
                                now.minus(patience),
                                "no progress for " + patience.toMinutes() + " minutes while " + status,
                                now)
                        .size()
                == 1;
        if (written) {
            RunFailure.standsStill(tx, tenant, run, business, real, RunNews.TIMED_OUT);
        }
        return written;
    }
}
