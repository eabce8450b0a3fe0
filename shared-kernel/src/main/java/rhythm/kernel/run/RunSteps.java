package rhythm.kernel.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.engine.Actor;
import rhythm.kernel.engine.RunStatus;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Caller;
import rhythm.kernel.store.Tx;

/** The steps that set a run to work. Each holds the run's row locked, so of two callers one sees the other's step. */
final class RunSteps {
    private static final Logger LOG = Logger.getLogger(RunSteps.class);
    private static final String LOCKED = "the run was locked when it was due; it goes on once it is unlocked";

    private final Engine engine;

    RunSteps(Engine engine) {
        this.engine = engine;
    }

    void require(BillingRun run, RunStatus target, Actor actor) {
        RunStatus status = RunStatus.of(run.status());
        boolean isOver = target == RunStatus.PREPROCESSING && run.is("executed");
        if (isOver || !status.mayBecome(target, actor)) {
            String detail = "a run that is %s cannot become %s".formatted(status.wire(), target.wire());
            throw Problem.CONFLICT.because(isOver ? detail + " once it has been executed; retry it" : detail);
        }
    }

    /** A run works only with a kind switched on, and only with kinds that this installation can carry out. */
    void requireWork(BillingRun run) {
        List<Kind> kinds = run.kinds(engine.domain());
        if (kinds.isEmpty()) {
            throw Problem.CONFLICT.because("no kind of action is switched on in this run");
        }
        for (Kind kind : kinds) {
            kind.needs(run.options(kind)).forEach((service, field) -> {
                if (!engine.reaches(service)) {
                    throw Problem.CONFLICT.because(
                            field + " needs " + service + ", which is not connected; switch it off to go on");
                }
            });
        }
    }

    void preprocess(Tx tx, BillingRun run, Now now, String by) {
        requireWork(run);
        tx.run("""
                update billing_runs set status = 'preprocessing', execution_arn = $3, execution_started_at = $4,
                  progressed_at = $5, lease = null, leased_until = null, error = null, error_stack = null, listed_by_id = $6,
                  -- what nobody was to look at stays so; a list that staff have made anew is to be approved anew
                  auto_approve = case status when 'scheduled for execution' then auto_approve and $6 = '%1$s'
                    when 'ready for execution' then false else auto_approve end,
                  keeps_approval = status = 'scheduled for execution' and $6 = '%1$s',
                  sys_version = sys_version + 1, sys_last_modified_at = $5, sys_last_modified_by_id = $6
                where tenant_id = $1 and id = $2""".formatted(Caller.ENGINE), run.tenant(), run.id(), arn(run), now.business(), now.real(), by);
        RunFailure.settle(tx, run, now);
        DueWork.run(tx, run.tenant(), run.id());
    }

    /** A locked run whose hour has come stays as it is and says so, once; who unlocks it makes it due at once. */
    void waitForUnlocking(Tx tx, BillingRun run, Now now) {
        LOG.infof("the run was due at its date and is locked; it waits");
        tx.run("""
                update billing_runs set error = $3, sys_version = sys_version + 1, sys_last_modified_at = $4
                where tenant_id = $1 and id = $2 and error is distinct from $3""", run.tenant(), run.id(), LOCKED, now.real());
        DueWork.later(
                tx, run.tenant(), run.id(), now.business().plus(engine.tuning().watch()));
    }

    /** The run waits for its hour from now on: for {@code date}, or for the one that it has. */
    void approve(Tx tx, BillingRun run, @Nullable Instant date, Now now, String by) {
        requireWork(run);
        tx.run("""
                update billing_runs set status = 'scheduled for execution', error = null,
                  scheduled_run_date = coalesce($3, scheduled_run_date),
                  sys_version = sys_version + 1, sys_last_modified_at = $4, sys_last_modified_by_id = $5
                where tenant_id = $1 and id = $2""", run.tenant(), run.id(), date == null ? null : date.atOffset(ZoneOffset.UTC), now.real(), by);
        DueWork.run(tx, run.tenant(), run.id());
    }

    void withdraw(Tx tx, BillingRun run, Now now, String by) {
        tx.run("""
                update billing_runs set status = 'ready for execution', error = 'approval withdrawn',
                  sys_version = sys_version + 1, sys_last_modified_at = $3, sys_last_modified_by_id = $4
                where tenant_id = $1 and id = $2""", run.tenant(), run.id(), now.real(), by);
        DueWork.run(tx, run.tenant(), run.id());
    }

    void execute(Tx tx, BillingRun run, Now now, String by) {
        requireWork(run);
        if (run.time("last_refresh_date") == null || run.is("refresh_needed")) {
            throw Problem.CONFLICT.because("the run has changed since its list was made; refresh first");
        }
        if (isTooOld(tx, run, now)) {
            throw Problem.CONFLICT.because("the list is more than "
                    + TenantSettings.read(tx, run.tenant()).maxDaysSinceRefresh() + " days old; refresh first");
        }
        run(tx, run, now, by);
    }

    /** Whether more days have passed since the list was made than the tenant lets pass. */
    boolean isTooOld(Tx tx, BillingRun run, Now now) {
        Instant refreshed = run.time("last_refresh_date");
        return refreshed != null
                && !run.is("refresh_needed")
                && refreshed
                        .plus(TenantSettings.read(tx, run.tenant()).longestWait())
                        .isBefore(now.business().toInstant());
    }

    void run(Tx tx, BillingRun run, Now now, String by) {
        tx.run("""
                update billing_runs set status = 'running', executed = true, execution_arn = $3,
                  execution_started_at = $4, progressed_at = $5, lease = null, leased_until = null, error = null,
                  error_stack = null,
                  sys_version = sys_version + 1, sys_last_modified_at = $5, sys_last_modified_by_id = $6
                where tenant_id = $1 and id = $2""", run.tenant(), run.id(), arn(run), now.business(), now.real(), by);
        RunFailure.settle(tx, run, now);
        DueWork.run(tx, run.tenant(), run.id());
    }

    private static String arn(BillingRun run) {
        return "rhythm:execution:" + run.tenant() + ":" + run.id() + ":" + UUID.randomUUID();
    }
}
