package rhythm.kernel.billing;

import jakarta.persistence.MappedSuperclass;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;
import rhythm.kernel.engine.Schedule;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.NamedRecord;
import rhythm.kernel.record.OperatorOnly;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** A template with a schedule: makes a billing run for every occurrence, some business days ahead. */
@MappedSuperclass
public abstract class RecurringRecord extends NamedRecord {
    /** How many business days before its run date the run is made and pre-processed. */
    @NotNull
    @Min(1)
    @Max(250)
    public Integer preProcessingLeadTime;

    /** A cron expression of five fields, in the tenant's time zone; knows {@code L}, {@code LW}, {@code nW}, {@code d#n}. */
    @NotNull
    @Size(max = 200)
    public String schedule;

    /** The schedule in words. */
    @ReadOnly
    public String humanReadableSchedule;

    /** Runs go on to execution without anyone's approval. */
    @OperatorOnly("true")
    public Boolean autoApprove;

    @ReadOnly
    public Instant sysNextProcessingDate;

    @ReadOnly
    public Instant lastRunDate;

    @ReadOnly
    public String lastError;

    @ReadOnly
    public Instant lastErrorDate;

    @ReadOnly
    public Integer errorsSinceLastRun;

    @Override
    public void prepare(SysRecord before) {
        super.prepare(before);
        autoApprove = autoApprove != null && autoApprove;
        errorsSinceLastRun = errorsSinceLastRun == null ? 0 : errorsSinceLastRun;
    }

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        boolean isAutoApproved = before != null && Boolean.TRUE.equals(((RecurringRecord) before).autoApprove);
        if (isAutoApproved && !changed.isEmpty() && !isByOperator()) {
            throw Problem.FORBIDDEN.field(
                    "auto_approve", "its runs need no approval: only billing operators may change it");
        }
        if (schedule != null) {
            try {
                Schedule parsed = Schedule.parse(schedule);
                humanReadableSchedule = parsed.humanReadable();
                violations.expect(
                        !changed.contains("schedule") || parsed.isAtMostHourly(),
                        "schedule",
                        "must not come more than once an hour: its minute is one number");
            } catch (IllegalArgumentException unreadable) {
                violations.add("schedule", unreadable.getMessage());
            }
        }
    }
}
