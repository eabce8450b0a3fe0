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
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** What an action has in every service: its run, its candidate, where it stands. */
@MappedSuperclass
public abstract class ActionRecord extends SysRecord {
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

    @Override
    public void prepare(SysRecord before) {
        if (status == null) {
            status = before == null ? ActionStatus.PENDING.wire() : ((ActionRecord) before).status;
        }
    }

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        if (before == null || !changed.contains("status") || !violations.isEmpty()) {
            return;
        }
        ActionStatus from = ActionStatus.of(((ActionRecord) before).status);
        ActionStatus to = ActionStatus.of(status);
        if (!from.mayBecome(to, Actor.CLIENT)) {
            throw Problem.CONFLICT.field(
                    "status", "an action that is %s cannot be made %s".formatted(from.wire(), to.wire()));
        }
    }
}
