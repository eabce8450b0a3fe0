package rhythm.kernel.run;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.store.Tx;

/** Takes a run that broke or stands still out of work, and says on it why. */
final class RunFailure {
    private RunFailure() {}

    /** Puts the run whose lease this is into error; the text names the kind of failure, never a statement or a value. */
    static boolean write(Tx tx, String tenant, String run, String lease, RuntimeException failed, Instant real) {
        boolean written = tx.run("""
                        update billing_runs set status = 'error', error = $4, error_stack = $5, lease = null,
                          leased_until = null, sys_version = sys_version + 1, sys_last_modified_at = $6
                        where tenant_id = $1 and id = $2 and status in ('preprocessing', 'running', 'scheduled for execution')
                          and ($3::text is null or lease = $3) returning id""", tenant, run, lease, message(failed), stack(failed), real.atOffset(ZoneOffset.UTC))
                        .size()
                == 1;
        if (written) {
            DueWork.run(tx, tenant, run);
        }
        return written;
    }

    /** Times the run out if nothing moved for too long; answers whether it did. */
    static boolean timeOut(Tx tx, String tenant, String run, String status, OffsetDateTime now, Duration patience) {
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
            DueWork.run(tx, tenant, run);
        }
        return written;
    }

    static String message(RuntimeException failed) {
        return failed instanceof ProblemException refusal
                ? refusal.getMessage()
                : "an internal error interrupted the run (" + failed.getClass().getSimpleName() + ")";
    }

    private static String stack(Throwable failed) {
        StringBuilder frames = new StringBuilder(failed.getClass().getName());
        for (StackTraceElement frame : failed.getStackTrace()) {
            if (frame.getClassName().startsWith("rhythm.")) {
                frames.append("\n at ").append(frame.getClassName()).append('.').append(frame.getMethodName());
                frames.append(':').append(frame.getLineNumber());
            }
        }
        return frames.toString();
    }
}
