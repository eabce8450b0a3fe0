package rhythm.kernel.billing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;
import rhythm.kernel.attention.Attention;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Caller;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.rest.Answers;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.run.Approvals;
import rhythm.kernel.run.DueWork;
import rhythm.kernel.run.Execution;
import rhythm.kernel.run.Expectation;
import rhythm.kernel.run.RunNews;
import rhythm.kernel.run.Runs;
import rhythm.kernel.store.Rows;
import rhythm.kernel.tenant.Needs;
import rhythm.kernel.tenant.Role;

/** Billing runs: as records, and what can be done with them — refresh, execute, cancel, retry, explain, watch. */
@RegisterForReflection // the event stream looks its own method up
public abstract class RunResource<T extends RunRecord> extends RecordResource<T> {
    /** A list that is out of date is to be made anew, and looked at anew. */
    private static final String OUTDATE = """
            update billing_runs set refresh_needed = true, status = 'ready for execution',
              error = case status when 'scheduled for execution'
                then 'approval withdrawn: the run was changed after it was approved' else error end
            where tenant_id = $1 and id = $2 and status in ('ready for execution', 'scheduled for execution')""";

    private static final String OPEN = """
            (select count(*) from billing_runs r where r.tenant_id = ?1 and r.status not in ('completed', 'cancelled'))""";

    @Inject
    Bounds bounds;

    @Inject
    Runs runs;

    @Inject
    RunProgress progress;

    @Inject
    @VirtualThreads
    ExecutorService workers;

    protected RunResource(Class<T> record) {
        super(record);
    }

    /** Makes the run's list anew; answers at once, with the execution that does it. */
    @POST
    @Path("{tenantId}/refresh/{id}")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ExecutionView.class)))
    @Needs(Role.OPERATOR)
    public Uni<Response> refresh(@BeanParam RunCall call, byte[] body) {
        return execution(call, body, caller -> runs.refresh(call.tenant, call.id, caller));
    }

    /**
     * Approves the run's list for an hour. Refused when the list is another than {@code expected}, is out of date, or will be too
     * old by then; from then on operators alone move its dates, and any change of the list withdraws the approval.
     */
    @POST
    @Path("{tenantId}/approve/{id}")
    @RequestBody(content = @Content(schema = @Schema(implementation = ApprovalCall.class)))
    @Needs(Role.OPERATOR)
    public Uni<Response> approve(@BeanParam RunCall call, byte[] body) {
        ApprovalCall asked = ApprovalCall.read(body, Set.of("scheduled_run_date", "expected", "comment"));
        return done(
                call,
                body,
                caller -> runs.approve(
                        call.tenant, call.id, asked.scheduledRunDate(), asked.expected(), asked.comment(), caller));
    }

    /** Takes an approval back; the list stays as it is. */
    @POST
    @Path("{tenantId}/withdraw/{id}")
    @Needs(Role.OPERATOR)
    public Uni<Response> withdraw(@BeanParam RunCall call, byte[] body) {
        return done(call, body, caller -> runs.withdraw(call.tenant, call.id, caller));
    }

    /** Carries the run's list out, if it is what is {@code expected}; answers at once, with the execution that does it. */
    @POST
    @Path("{tenantId}/execute/{id}")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ExecutionView.class)))
    @Needs(Role.OPERATOR)
    public Uni<Response> execute(@BeanParam RunCall call, byte[] body) {
        return execution(call, body, caller -> runs.execute(call.tenant, call.id, expected(body), caller));
    }

    /** Takes the actions in error up again, with {@code payment_failures=true} also those whose payment failed. */
    @POST
    @Path("{tenantId}/retry/{id}")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ExecutionView.class)))
    @Needs(Role.OPERATOR)
    public Uni<Response> retry(
            @BeanParam RunCall call, @RestQuery("payment_failures") boolean paymentFailures, byte[] body) {
        return execution(
                call, body, caller -> runs.retry(call.tenant, call.id, paymentFailures, expected(body), caller));
    }

    /** Stops the run: what is under way is finished, the rest stays pending. */
    @POST
    @Path("{tenantId}/cancel/{id}")
    @Needs(Role.OPERATOR)
    public Uni<Response> cancel(@BeanParam RunCall call, byte[] body) {
        return done(call, body, caller -> runs.cancel(call.tenant, call.id, caller));
    }

    /** Why a candidate is in the run or not: for each kind selected or the conditions that failed, with both values. */
    @GET
    @Path("{tenantId}/explain/{id}/{candidateId}")
    public Uni<Response> explain(
            @PathParam("tenantId") String tenant,
            @PathParam("id") String id,
            @PathParam("candidateId") String candidate) {
        return onWorker(() -> runs.explain(tenant, id, candidate))
                .map(answer -> Answers.json(answer).build());
    }

    /** How the run's actions stand by row of reminders, each with the name that staff gave it. */
    @GET
    @Path("{tenantId}/reminders/{id}")
    public Uni<Response> reminders(@PathParam("tenantId") String tenant, @PathParam("id") String id) {
        return onWorker(() -> runs.reminders(tenant, id))
                .map(answer -> Answers.json(answer).build());
    }

    /** A draft made from a template for a reference date; nothing is stored. */
    @GET
    @Path("{tenantId}/fromTemplate/{templateId}/{referenceDate}")
    public Uni<Response> fromTemplate(
            @PathParam("tenantId") String tenant,
            @PathParam("templateId") String template,
            @PathParam("referenceDate") String date) {
        return onWorker(() -> runs.fromTemplate(tenant, template, referenceDate(date)))
                .map(draft -> Answers.json(draft).build());
    }

    /** Server-sent events: the run's status and statistics now and at every change, until it is at rest. */
    @GET
    @Path("{tenantId}/progress/{id}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Blocking
    @RunOnVirtualThread
    public Multi<String> progress(@PathParam("tenantId") String tenant, @PathParam("id") String id) {
        String caller = callers.current().subject();
        // asked first: once events have begun, there is no saying that there is no such run
        record(tenant, id).await().indefinitely();
        return progress.follow(type, tenant, caller, id);
    }

    @Override
    protected Uni<Void> afterwards(Rows rows, List<Step<T>> done) {
        Uni<Void> all = done.stream().anyMatch(Step::isCreation)
                ? Bounds.keep(rows, OPEN, bounds.openRuns(), "runs that are not over")
                : Uni.createFrom().voidItem();
        for (Step<T> step : done) {
            if (step.after() != null && step.after().isScheduled()) {
                runs.requireWork(rows.tenant(), RecordMapper.text(step.after()));
            }
            if (step.before() != null && step.after() != null && step.after().isApprovedSince(step.before())) {
                all = all.chain(() -> approve(rows, step.after()));
            }
            if (step.before() != null
                    && step.after() != null
                    && step.after().outdates(type.changed(step.before(), step.after()))) {
                all = all.chain(() -> rows.run(OUTDATE, step.id()));
            }
            if (step.before() != null && step.after() == null) {
                all = all.chain(() -> rows.run(Attention.GONE, step.id(), step.before().sysLastModifiedAt));
            }
            if (step.before() != null && step.after() != null && step.after().isCancelledSince(step.before())) {
                all = all.chain(
                        () -> rows.run(RunNews.NOTE, step.id(), RunNews.CANCELLED, step.after().sysLastModifiedAt));
            }
            all = all.chain(() -> rows.run(DueWork.FORGET_RUN, step.id()))
                    .chain(() -> rows.run(DueWork.NOTE_RUN, step.id()));
        }
        return all;
    }

    private Uni<Void> approve(Rows rows, T run) {
        String by = run.sysLastModifiedById;
        return rows.changed(Approvals.OBJECTION, run.id, by)
                .invoke(found -> found.forEach(Approvals::refuse))
                .chain(() -> rows.run(Approvals.NOTE, run.id, by, run.sysLastModifiedAt, null));
    }

    @Override
    protected void committed(String tenant) {
        runs.written(tenant, "");
    }

    private static Expectation expected(byte[] body) {
        return ApprovalCall.read(body, Set.of("expected")).expected();
    }

    /** What is done at once, and answered with the run as it is then. */
    private Uni<Response> done(RunCall call, byte[] body, Consumer<Caller> step) {
        Caller caller = callers.current();
        return idempotency.once(call.tenant, call.key, uri, body, () -> onWorker(() -> {
                    step.accept(caller);
                    return call.id;
                })
                .chain(() -> get(call.tenant, call.id, null, null, null)));
    }

    private Uni<Response> execution(RunCall call, byte[] body, Function<Caller, Execution> start) {
        Caller caller = callers.current();
        return idempotency.once(call.tenant, call.key, uri, body, () -> onWorker(() -> start.apply(caller))
                .map(started -> Answers.json(RecordMapper.text(ExecutionView.of(started, uri)))
                        .build()));
    }

    private <R> Uni<R> onWorker(Supplier<R> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(workers);
    }

    private static LocalDate referenceDate(String date) {
        try {
            return RecordMapper.date(date);
        } catch (DateTimeException notOne) {
            throw Problem.INVALID.field("referenceDate", "must be a date, such as 2027-01-31");
        }
    }
}
