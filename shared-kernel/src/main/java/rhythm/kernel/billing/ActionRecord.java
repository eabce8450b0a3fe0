package rhythm.kernel.billing;

import jakarta.persistence.MappedSuperclass;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;
import rhythm.kernel.engine.ActionStatus;
import rhythm.kernel.engine.Actor;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.OperatorOnly;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** What an action has in every service: its run, its candidate, where it stands. */
@MappedSuperclass
public abstract class ActionRecord extends SysRecord {
    private static final Set<String> FIXED = Set.of("billing_run_id", "type", "candidate_id", "reminder_id");

    @NotNull
    @Criterion
    @Size(min = 1, max = 200)
    public String name;

    @NotNull
    @ReadOnly
    public Instant date;

    @NotNull
    @ReadOnly
    public String candidateService;

    @NotNull
    @Size(max = 200)
    public String candidateId;

    /** Which of the kind's reminders this is; given for kinds that remind. */
    @Size(max = 50)
    public String reminderId;

    /** What staff call that reminder. */
    @ReadOnly
    public String reminderName;

    /** Told again what another run told for the same term; only operators ask for it. */
    @OperatorOnly("true")
    public Boolean repeat;

    @ReadOnly
    public Instant lastRefreshDate;

    @ReadOnly
    @OneOf({"no change", "added", "removed"})
    public String outcomeOfLastRefresh;

    @NotNull
    @Criterion
    @OneOf({
        "pending",
        "processing",
        "processing order",
        "completed",
        "payment failure",
        "error",
        "excluded",
        "no longer eligible",
        "expiration date changed"
    })
    public String status;

    @ReadOnly
    public String errorMessage;

    @ReadOnly
    public String errorStack;

    @ReadOnly
    public String stepFunctionExecutionArn;

    /** The run, and the two letters that stand for the kind in the id; null when the client named no known kind. */
    protected abstract String idPrefix();

    /** One row per run, kind, candidate and reminder, ever: the id is made of them. */
    @Override
    public String newId(Instant now) {
        String suffix = reminderId == null || reminderId.isEmpty() ? "" : "_" + reminderId;
        return idPrefix() + candidateId + suffix;
    }

    @Override
    public void prepare(SysRecord before) {
        if (before == null) {
            date = sysCreatedAt;
            name = name == null ? candidateId : name;
        } else {
            name = name == null ? ((ActionRecord) before).name : name;
        }
        if (status == null) {
            status = before == null ? ActionStatus.PENDING.wire() : ((ActionRecord) before).status;
        }
    }

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        if (before != null) {
            changed.stream()
                    .filter(field -> FIXED.contains(field))
                    .sorted()
                    .findFirst()
                    .ifPresent(field -> {
                        throw Problem.CONFLICT.field(field, "cannot be changed once the action is made");
                    });
        }
        if (!changed.contains("status") || !violations.isEmpty()) {
            return;
        }
        ActionStatus from = before == null ? ActionStatus.PENDING : ActionStatus.of(((ActionRecord) before).status);
        ActionStatus to = ActionStatus.of(status);
        if (from != to && !from.mayBecome(to, Actor.CLIENT)) {
            throw Problem.CONFLICT.field(
                    "status", "an action that is %s cannot be made %s".formatted(from.wire(), to.wire()));
        }
    }
}
