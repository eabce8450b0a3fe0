package rhythm.kernel.billing;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.store.Rows;

/** Templates as records; one whose runs need no approval is changed by those who could approve them. */
public abstract class TemplateResource<T extends SysRecord> extends RecordResource<T> {
    private static final String UNATTENDED = """
            select r.template_id from recurring_billing_runs r
            where r.tenant_id = ?1 and r.template_id = any(?2) and r.auto_approve order by 1 for share of r""";

    private static final String COUNT = "(select count(*) from billing_templates t where t.tenant_id = ?1)";

    @Inject
    Bounds bounds;

    protected TemplateResource(Class<T> record) {
        super(record);
    }

    @Override
    protected Uni<Void> afterwards(Rows rows, List<Step<T>> done) {
        return done.stream().anyMatch(Step::isCreation)
                ? Bounds.keep(rows, COUNT, bounds.templates(), "billing templates")
                : Uni.createFrom().voidItem();
    }

    @Override
    protected Uni<List<Step<T>>> beforehand(Rows rows, List<Step<T>> planned) {
        Set<String> changed = planned.stream()
                .filter(step -> step.before() != null && step.after() != null)
                .map(Step::id)
                .collect(Collectors.toSet());
        if (changed.isEmpty() || callers.current().isOperator()) {
            return Uni.createFrom().item(planned);
        }
        return rows.ids(UNATTENDED, changed).map(unattended -> planned.stream()
                .map(step -> unattended.contains(step.id())
                        ? step.refusedBecause(Problem.FORBIDDEN.because("the runs of the template " + step.id()
                                + " need no approval: only billing operators may change it"))
                        : step)
                .toList());
    }
}
