package rhythm.collect.installmentschedule;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.store.Rows;

/** Orders paid in parts: candidates of charges, reminders and cancellations. */
@Path("/installmentSchedules")
public class InstallmentScheduleResource extends RecordResource<InstallmentSchedule> {
    private static final String REFUSED = """
            select s.id from installment_schedules s where s.tenant_id = $1 and s.id = any($2) and %s""".formatted(EntrySettlement.IS_CARD_REFUSED);

    public InstallmentScheduleResource() {
        super(InstallmentSchedule.class);
    }

    @Override
    protected Uni<Void> afterwards(Rows rows, List<Step<InstallmentSchedule>> done) {
        Set<String> restarted = done.stream()
                .filter(step -> step.before() != null && step.after() != null)
                .filter(step -> step.after().isRestartOf(step.before()))
                .map(Step::id)
                .collect(Collectors.toSet());
        return restarted.isEmpty()
                ? Uni.createFrom().voidItem()
                : rows.ids(REFUSED.replace('$', '?'), restarted)
                        .invoke(refused -> {
                            if (!refused.isEmpty()) {
                                throw Problem.CONFLICT.field(
                                        "status", "the card was declined for good and must be replaced first");
                            }
                        })
                        .replaceWithVoid();
    }
}
