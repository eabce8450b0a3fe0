package rhythm.collect.installmentschedule;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import rhythm.collect.TenantDay;
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
        Set<String> suspended =
                ids(done, step -> step.after().status.equals("suspended") && step.after().suspendedAt == null);
        Set<String> restarted =
                ids(done, step -> step.before() != null && step.after().isRestartOf(step.before()));
        Uni<Void> dated =
                TenantDay.fill(rows, "installment_schedules", "suspended_at", "sys_last_modified_at", suspended);
        return restarted.isEmpty() ? dated : dated.chain(() -> requireCards(rows, restarted));
    }

    private static Set<String> ids(
            List<Step<InstallmentSchedule>> done, Predicate<Step<InstallmentSchedule>> condition) {
        return done.stream()
                .filter(step -> step.after() != null)
                .filter(condition)
                .map(Step::id)
                .collect(Collectors.toSet());
    }

    private static Uni<Void> requireCards(Rows rows, Set<String> restarted) {
        return rows.ids(REFUSED.replace('$', '?'), restarted)
                .invoke(refused -> {
                    if (!refused.isEmpty()) {
                        throw Problem.CONFLICT.field(
                                "status", "the card was declined for good and must be replaced first");
                    }
                })
                .replaceWithVoid();
    }
}
