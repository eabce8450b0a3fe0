package rhythm.kernel.run;

import io.vertx.pgclient.PgException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.attention.Attention;
import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.store.Tx;

/** Takes a run that broke out of work, and says on it why. */
final class RunFailure {
    private static final String FAILED = "run failed";

    private RunFailure() {}

    /**
     * Puts the run whose list cannot be made into error, or out of time, and tells the recurring run that made it. Without a
     * lease it may be one that could not even start, or not once more.
     */
    static boolean ofList(
            Tx tx,
            String tenant,
            String run,
            @Nullable String lease,
            RuntimeException failed,
            Instant business,
            Instant real) {
        boolean written = write(
                tx,
                tenant,
                run,
                lease,
                failed,
                business,
                real,
                "status in ('scheduled', 'preprocessing', 'error', 'timed out') and not executed");
        if (written) {
            RecurringRuns.failed(tx, BillingRun.get(tx, tenant, run, ""), business, real);
        }
        return written;
    }

    /** The same for a run that cannot be carried out. */
    static boolean ofExecution(
            Tx tx, String tenant, String run, RuntimeException failed, Instant business, Instant real) {
        return write(tx, tenant, run, null, failed, business, real, "status in ('scheduled for execution', 'running')");
    }

    /** The text names the kind of failure, never a statement or a value. */
    private static boolean write(
            Tx tx,
            String tenant,
            String run,
            @Nullable String lease,
            RuntimeException failed,
            Instant business,
            Instant real,
            String atWork) {
        boolean written = tx.run(
                                """
                        update billing_runs set status = $7, error = $4, error_stack = $5, lease = null,
                          leased_until = null, sys_version = sys_version + 1, sys_last_modified_at = $6
                        where tenant_id = $1 and id = $2 and ($3::text is null or lease = $3) and %s returning id""".formatted(atWork),
                                tenant,
                                run,
                                lease,
                                message(failed),
                                stack(failed),
                                real.atOffset(ZoneOffset.UTC),
                                isTimeout(failed) ? "timed out" : "error")
                        .size()
                == 1;
        if (written) {
            standsStill(tx, tenant, run, business, real, isTimeout(failed) ? RunNews.TIMED_OUT : RunNews.FAILED);
        }
        return written;
    }

    /** It is out of work until somebody has seen to it. */
    static void standsStill(Tx tx, String tenant, String run, Instant business, Instant real, String event) {
        OffsetDateTime now = business.atOffset(ZoneOffset.UTC);
        DueWork.run(tx, tenant, run);
        tx.run(RunNews.NOTE, tenant, run, event, now);
        new Sql(Map.of("tenant", tenant, "run", run, "now", now, "real_now", real.atOffset(ZoneOffset.UTC)))
                .add(Attention.noting(FAILED, "billingRuns", """
                        select r.id as record_id, null::numeric as amount, null::text as currency,
                          left('the run ' || r.name || ' stands still: ' || coalesce(r.error, r.status), 1000) as text
                        from billing_runs r where r.tenant_id = :tenant and r.id = :run"""))
                .run(tx);
    }

    /** It is at work again. */
    static void settle(Tx tx, BillingRun run, Now now) {
        new Sql(run.params(now)).add(Attention.settling(FAILED, ":run")).run(tx);
    }

    /** Postgres has ended the statement, at its time limit. */
    private static boolean isTimeout(RuntimeException failed) {
        return failed instanceof PgException ended && "57014".equals(ended.getSqlState());
    }

    static String message(RuntimeException failed) {
        if (isTimeout(failed)) {
            return "the database took longer than a run may stand still";
        }
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
