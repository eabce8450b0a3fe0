package rhythm.kernel.billing;

import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Transient;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import rhythm.kernel.engine.Actor;
import rhythm.kernel.engine.RunStatus;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.Derived;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.OperatorOnly;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** What a billing run has in every service: its status, its dates, what went wrong. */
@MappedSuperclass
public abstract class RunRecord extends NotifyingRecord {
    private static final Set<String> EDITABLE_ONCE_READY = Set.of(
            "name", "notification_email", "notify_on", "status", "scheduled_preprocessing_date", "scheduled_run_date");

    private static final List<String> APPROVED_DATES = List.of("scheduled_run_date", "scheduled_preprocessing_date");

    @NotNull
    @Criterion
    @OperatorOnly({"cancelled", "scheduled for execution"})
    @OneOf({
        "cancelled",
        "completed",
        "draft",
        "error",
        "preprocessing",
        "ready for execution",
        "running",
        "scheduled",
        "scheduled for execution",
        "timed out"
    })
    public String status;

    @ReadOnly
    @Relation("recurringBillingRun")
    public String recurringBillingRunId;

    /** When the list is to be made. */
    public Instant scheduledPreprocessingDate;

    /** When the list is to be carried out. */
    @Criterion
    public Instant scheduledRunDate;

    @ReadOnly
    public Instant preprocessingDate;

    @ReadOnly
    public Instant lastRefreshDate;

    @Criterion
    @ReadOnly
    public Instant runDate;

    /** Whether its date has passed and nobody has approved its list. */
    @Criterion
    @ReadOnly
    @Transient
    @Derived("(t.status = 'ready for execution' and t.overdue_since = t.scheduled_run_date) is true")
    public Boolean isOverdue;

    /** Whether anything was ever carried out. */
    @ReadOnly
    @Transient
    @Derived("t.executed")
    public Boolean executed;

    /** Who approved the list that it has or had last, for the hour that it has. */
    @ReadOnly
    public String approvedById;

    @ReadOnly
    public Instant approvedAt;

    @ReadOnly
    public String approvalComment;

    /** What the list held then. */
    @ReadOnly
    @JdbcTypeCode(SqlTypes.JSON)
    public Approved approved;

    @ReadOnly
    public String error;

    @ReadOnly
    public String errorStack;

    /** Whether any kind of action is switched on. */
    protected abstract boolean hasWork();

    @Override
    public void prepare(SysRecord before) {
        if (status == null) {
            status = before == null ? RunStatus.DRAFT.wire() : ((RunRecord) before).status;
        }
        boolean isApproved = status.equals(RunStatus.SCHEDULED_FOR_EXECUTION.wire());
        if (isApproved && before != null && !status.equals(((RunRecord) before).status)) {
            error = null; // what was said of an approval that was withdrawn
        }
    }

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        RunStatus to;
        try {
            to = RunStatus.of(status);
        } catch (IllegalArgumentException unknown) {
            return; // said by the field itself
        }
        RunStatus from = before == null ? RunStatus.DRAFT : RunStatus.of(((RunRecord) before).status);
        refuseEditing(from, changed);
        refuseMoving(from, changed);
        if (from != to) {
            refuseMove(from, to);
        }
        if (from != to || to == RunStatus.SCHEDULED || changed.contains("scheduled_run_date")) {
            checkWaiting(to, violations);
        }
    }

    private static void refuseEditing(RunStatus from, Set<String> changed) {
        Set<String> allowed =
                switch (from) {
                    // once there is a list, a change of filters or flags blocks execution until it is refreshed
                    case DRAFT, SCHEDULED, READY_FOR_EXECUTION, SCHEDULED_FOR_EXECUTION -> changed;
                    case PREPROCESSING, RUNNING -> Set.of("status");
                    case COMPLETED, CANCELLED, ERROR, TIMED_OUT -> Set.of("name", "status", "sys_locked");
                };
        changed.stream()
                .filter(field -> !allowed.contains(field))
                .sorted()
                .findFirst()
                .ifPresent(field -> {
                    throw Problem.CONFLICT.field(field, "cannot be changed while the run is " + from.wire());
                });
    }

    /** What an operator has approved for an hour is moved to another by operators only. */
    private void refuseMoving(RunStatus from, Set<String> changed) {
        APPROVED_DATES.stream()
                .filter(field -> from == RunStatus.SCHEDULED_FOR_EXECUTION && changed.contains(field))
                .filter(_ -> !isByOperator())
                .findFirst()
                .ifPresent(field -> {
                    throw Problem.FORBIDDEN.field(field, "only billing operators may move an approved run");
                });
    }

    private static void refuseMove(RunStatus from, RunStatus to) {
        boolean own = to == RunStatus.PREPROCESSING || to == RunStatus.RUNNING;
        if (own || !from.mayBecome(to, Actor.CLIENT)) {
            String way = to == RunStatus.PREPROCESSING
                    ? "; refresh the run instead"
                    : to == RunStatus.RUNNING ? "; execute the run instead" : "";
            throw Problem.CONFLICT.field(
                    "status", "a run that is %s cannot become %s%s".formatted(from.wire(), to.wire(), way));
        }
    }

    /** What a run that waits for its hour must have; an edit of one that waits must leave it there. */
    private void checkWaiting(RunStatus to, Violations violations) {
        if (to == RunStatus.SCHEDULED) {
            violations.expect(
                    scheduledPreprocessingDate != null, "scheduled_preprocessing_date", "must be given to schedule");
            violations.expect(hasWork(), "status", "at least one kind of action must be switched on to schedule");
        }
        if (to == RunStatus.SCHEDULED_FOR_EXECUTION) {
            violations.expect(scheduledRunDate != null, "scheduled_run_date", "must be given to approve");
        }
    }

    @Override
    public void checkDeletion() {
        RunStatus now = RunStatus.of(status);
        if (Boolean.TRUE.equals(executed) || now == RunStatus.RUNNING || now == RunStatus.PREPROCESSING) {
            throw Problem.CONFLICT.because("only runs that never executed can be deleted; this one is " + status);
        }
    }

    /** Whether it is approved by this change, or for another hour. */
    boolean isApprovedSince(RunRecord before) {
        boolean isApproved = status.equals(RunStatus.SCHEDULED_FOR_EXECUTION.wire());
        return isApproved
                && (!status.equals(before.status) || !Objects.equals(scheduledRunDate, before.scheduledRunDate));
    }

    boolean isCancelledSince(RunRecord before) {
        return status.equals(RunStatus.CANCELLED.wire()) && !status.equals(before.status);
    }

    /** Whether the run waits for its list to be made. */
    boolean isScheduled() {
        return status.equals(RunStatus.SCHEDULED.wire());
    }

    /** Whether the change makes the list out of date. */
    boolean outdates(Set<String> changed) {
        return changed.stream().anyMatch(field -> !field.startsWith("sys_") && !EDITABLE_ONCE_READY.contains(field));
    }
}
