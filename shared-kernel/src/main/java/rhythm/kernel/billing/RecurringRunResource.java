package rhythm.kernel.billing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.run.DueWork;
import rhythm.kernel.run.Occurrence;
import rhythm.kernel.run.Runs;
import rhythm.kernel.run.TenantSettings;
import rhythm.kernel.store.Rows;

/** Recurring runs: writing one recomputes when it is next due, and never back-fills. */
public abstract class RecurringRunResource<T extends RecurringRecord> extends RecordResource<T> {
    @Inject
    Runs runs;

    protected RecurringRunResource(Class<T> record) {
        super(record);
    }

    @Override
    protected Uni<Void> afterwards(Rows rows, List<Step<T>> done) {
        return rows.texts("select cast(to_jsonb(s) as text) from settings s where s.tenant_id = ?1")
                .map(found ->
                        found.isEmpty() ? TenantSettings.DEFAULTS : TenantSettings.of(new JsonObject(found.getFirst())))
                .chain(settings -> plan(rows, done, settings));
    }

    private Uni<Void> plan(Rows rows, List<Step<T>> done, TenantSettings settings) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Step<T> step : done) {
            T recurring = step.after();
            if (recurring != null) {
                Occurrence next = recurring.isActive
                        ? Occurrence.next(
                                recurring.schedule,
                                recurring.preProcessingLeadTime,
                                settings,
                                recurring.sysLastModifiedAt)
                        : null;
                all = all.chain(() -> Planning.plan(rows, step.id(), next));
            } else {
                all = all.chain(() -> rows.run(DueWork.FORGET_RECURRING, step.id()));
            }
        }
        return all;
    }

    @Override
    protected void committed(String tenant) {
        runs.written(tenant, "");
    }
}
