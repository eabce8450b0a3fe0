package rhythm.kernel.billing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.run.DueWork;
import rhythm.kernel.run.Occurrence;
import rhythm.kernel.run.Runs;
import rhythm.kernel.run.TenantSettings;
import rhythm.kernel.store.Rows;

/** Recurring runs: writing one recomputes when it is next due, and never back-fills. */
public abstract class RecurringRunResource<T extends RecurringRecord> extends RecordResource<T> {
    private static final String MADE = """
            select cast(cast(extract(epoch from r.occurrence) as bigint) as text) from billing_runs r
            where r.tenant_id = ?1 and r.recurring_billing_run_id = any(?2) and r.occurrence is not null
            order by r.occurrence desc limit 1""";

    private static final String COUNT = "(select count(*) from recurring_billing_runs r where r.tenant_id = ?1)";

    @Inject
    Bounds bounds;

    @Inject
    Runs runs;

    protected RecurringRunResource(Class<T> record) {
        super(record);
    }

    @Override
    protected Uni<Void> afterwards(Rows rows, List<Step<T>> done) {
        Uni<Void> bounded = done.stream().anyMatch(Step::isCreation)
                ? Bounds.keep(rows, COUNT, bounds.recurringRuns(), "recurring runs")
                : Uni.createFrom().voidItem();
        return bounded.chain(
                        () -> rows.texts("select cast(to_jsonb(s) as text) from settings s where s.tenant_id = ?1"))
                .map(found ->
                        found.isEmpty() ? TenantSettings.DEFAULTS : TenantSettings.of(new JsonObject(found.getFirst())))
                .chain(settings -> plan(rows, done, settings));
    }

    private Uni<Void> plan(Rows rows, List<Step<T>> done, TenantSettings settings) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Step<T> step : done) {
            T recurring = step.after();
            if (recurring != null && recurring.isActive) {
                all = all.chain(() -> made(rows, step))
                        .map(made -> Occurrence.next(
                                recurring.schedule,
                                recurring.preProcessingLeadTime,
                                settings,
                                recurring.sysLastModifiedAt,
                                made.isEmpty() ? null : Instant.ofEpochSecond(Long.parseLong(made.getFirst()))))
                        .chain(next -> Planning.plan(rows, step.id(), next));
            } else if (recurring != null) {
                all = all.chain(() -> Planning.plan(rows, step.id(), null));
            } else {
                all = all.chain(() -> rows.run(DueWork.FORGET_RECURRING, step.id()));
            }
        }
        return all;
    }

    /** The last occurrence of which a run was made, if any. */
    private Uni<List<String>> made(Rows rows, Step<T> step) {
        return step.before() == null ? Uni.createFrom().item(List.of()) : rows.ids(MADE, Set.of(step.id()));
    }

    @Override
    protected void committed(String tenant) {
        runs.written(tenant, "");
    }
}
