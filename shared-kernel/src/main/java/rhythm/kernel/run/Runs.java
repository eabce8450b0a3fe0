package rhythm.kernel.run;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.engine.Actor;
import rhythm.kernel.engine.RunStatus;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Caller;
import rhythm.kernel.store.Tx;

/** What people ask of runs. Everything blocks, so it is for virtual threads; refusals are problems. */
public final class Runs {
    /** One step of a run: its row is locked, both clocks are read. */
    private interface Step {
        void take(Tx tx, BillingRun run, Now now);
    }

    private final Engine engine;
    private final RunSteps steps;
    private final BiConsumer<String, String> kick;

    /** {@code kick} is told the tenant and run that has something to do. */
    public Runs(Engine engine, BiConsumer<String, String> kick) {
        this.engine = engine;
        this.steps = new RunSteps(engine);
        this.kick = kick;
    }

    /** Says that something was written which may be due; a hint, the poll finds it anyway. */
    public void written(String tenant, String id) {
        kick.accept(tenant, id);
    }

    /** Refuses a run, given as JSON, that this installation cannot carry out. */
    public void requireWork(String tenant, String run) {
        JsonObject row = new JsonObject(run);
        steps.requireWork(new BillingRun(tenant, row.getString("id"), row));
    }

    /** Makes the list anew; while that is under way, answers the execution that does it. */
    public Execution refresh(String tenant, String id, Caller caller) {
        return step(tenant, id, (tx, run, now) -> {
            if (!run.status().equals(RunStatus.PREPROCESSING.wire())) {
                steps.require(run, RunStatus.PREPROCESSING, Actor.CLIENT);
                steps.preprocess(tx, run, now, caller.subject());
            }
        });
    }

    /** Carries the list out. */
    public Execution execute(String tenant, String id, Expectation expected, Caller caller) {
        return step(tenant, id, (tx, run, now) -> {
            steps.require(run, RunStatus.RUNNING, Actor.CLIENT);
            boolean isRetry = RunStatus.of(run.status()) != RunStatus.READY_FOR_EXECUTION
                    && RunStatus.of(run.status()) != RunStatus.SCHEDULED_FOR_EXECUTION;
            if (isRetry) {
                throw Problem.CONFLICT.because("a run that is " + run.status() + " cannot become running by execute;"
                        + (run.is("executed") ? " retry it" : " refresh it"));
            }
            expected.require(tx, run);
            Approvals.requireSecond(tx, run, caller.subject());
            steps.execute(tx, run, now, caller.subject());
        });
    }

    /** Takes failed actions up again; mails whose delivery is unknown stay as they are. */
    public Execution retry(
            String tenant, String id, boolean includePaymentFailures, Expectation expected, Caller caller) {
        return step(tenant, id, (tx, run, now) -> {
            RunStatus status = RunStatus.of(run.status());
            boolean isPreview = status == RunStatus.READY_FOR_EXECUTION || status == RunStatus.SCHEDULED_FOR_EXECUTION;
            if (isPreview) {
                throw Problem.CONFLICT.because("a run that is " + run.status() + " cannot become running by retry");
            }
            steps.require(run, RunStatus.RUNNING, Actor.CLIENT);
            if (!run.is("executed")) {
                throw Problem.CONFLICT.because(
                        "a run that is " + run.status() + " and never executed cannot become running; refresh it");
            }
            if (!new Retry(engine).reopen(tx, run, includePaymentFailures, now)) {
                throw Problem.CONFLICT.because("nothing in this run can be tried again now");
            }
            expected.require(tx, run);
            steps.run(tx, run, now, caller.subject());
        });
    }

    /** Approves the list for {@code date}, or for the run's own when that is null; one that is approved already, for another hour. */
    public void approve(
            String tenant,
            String id,
            @Nullable Instant date,
            Expectation expected,
            @Nullable String comment,
            Caller caller) {
        step(tenant, id, (tx, run, now) -> {
            if (RunStatus.of(run.status()) != RunStatus.SCHEDULED_FOR_EXECUTION) {
                steps.require(run, RunStatus.SCHEDULED_FOR_EXECUTION, Actor.CLIENT);
            }
            if (date == null && run.time("scheduled_run_date") == null) {
                throw Problem.INVALID.field("scheduled_run_date", "must be given to approve");
            }
            expected.require(tx, run);
            steps.approve(tx, run, date, now, caller.subject());
            Approvals.require(tx, run, caller.subject());
            tx.run(Approvals.NOTE, tenant, id, caller.subject(), now.business(), comment);
        });
    }

    /** Takes an approval back. */
    public void withdraw(String tenant, String id, Caller caller) {
        step(tenant, id, (tx, run, now) -> {
            if (RunStatus.of(run.status()) != RunStatus.SCHEDULED_FOR_EXECUTION) {
                throw Problem.CONFLICT.because("a run that is " + run.status() + " is not approved");
            }
            steps.withdraw(tx, run, now, caller.subject());
        });
    }

    /** Calls the run off; what is in flight finishes, the rest stays pending. */
    public void cancel(String tenant, String id, Caller caller) {
        step(tenant, id, (tx, run, now) -> {
            steps.require(run, RunStatus.CANCELLED, Actor.CLIENT);
            tx.run("""
                    update billing_runs set status = 'cancelled', lease = null, leased_until = null,
                      sys_version = sys_version + 1, sys_last_modified_at = $3, sys_last_modified_by_id = $4
                    where tenant_id = $1 and id = $2""", tenant, id, now.real(), caller.subject());
            DueWork.run(tx, tenant, id);
            tx.run(RunNews.NOTE, tenant, id, RunNews.CANCELLED, now.business());
        });
    }

    /** Whether the candidate is in the run, kind by kind, and if not, which conditions it fails: JSON. */
    public String explain(String tenant, String id, String candidate) {
        Instant business = engine.business(tenant);
        return engine.database()
                .inTenant(tenant, tx -> new Explanation(engine)
                        .explain(tx, BillingRun.get(tx, tenant, id, ""), candidate, engine.now(tx, tenant, business)))
                .encode();
    }

    /** How the run's actions stand by row of reminders: JSON. */
    public String reminders(String tenant, String id) {
        return engine.database().inTenant(tenant, tx -> {
            BillingRun.get(tx, tenant, id, "");
            return tx.run(RunStatistics.BY_REMINDER, tenant, id)
                    .iterator()
                    .next()
                    .getJsonArray(0)
                    .encode();
        });
    }

    /** The draft a template gives for a reference date, as JSON; nothing is stored. */
    public String fromTemplate(String tenant, String template, LocalDate reference) {
        return engine.database()
                .inTenant(
                        tenant,
                        tx -> FromTemplate.draft(
                                template(tx, tenant, template),
                                reference,
                                TenantSettings.read(tx, tenant).weekStart()))
                .encode();
    }

    static JsonObject template(Tx tx, String tenant, String id) {
        for (var row : tx.run(
                "select jsonb_strip_nulls(to_jsonb(t)) from billing_templates t where t.tenant_id = $1 and t.id = $2",
                tenant,
                id)) {
            return row.getJsonObject(0);
        }
        throw Problem.NOT_FOUND.because("there is no billing template " + id);
    }

    private Execution step(String tenant, String id, Step step) {
        Instant business = engine.business(tenant);
        Execution execution = engine.database().inTenant(tenant, tx -> {
            // a list being made holds the row locked; whoever only asks for it need not wait
            BillingRun seen = BillingRun.get(tx, tenant, id, "");
            BillingRun run = seen.status().equals(RunStatus.PREPROCESSING.wire()) && isHeld(tx, tenant, id)
                    ? seen
                    : BillingRun.get(tx, tenant, id, "for update");
            run.requireUnlocked();
            step.take(tx, run, engine.now(tx, tenant, business));
            return Execution.of(BillingRun.get(tx, tenant, id, ""));
        });
        kick.accept(tenant, id);
        return execution;
    }

    private static boolean isHeld(Tx tx, String tenant, String id) {
        return tx.run("select 1 from billing_runs where tenant_id = $1 and id = $2 for update skip locked", tenant, id)
                        .size()
                == 0;
    }
}
