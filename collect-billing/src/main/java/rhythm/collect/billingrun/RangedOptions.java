package rhythm.collect.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import rhythm.kernel.billing.ExpirationRange;
import rhythm.kernel.record.Violations;

/** Which schedules a kind takes by a date of theirs: when an entry is due, or when they were suspended. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public abstract class RangedOptions<D> extends ScheduleNarrowing {

    /** First date selected. */
    @NotNull
    public D expirationDateRangeStart;

    /** Last date selected. */
    @NotNull
    public D expirationDateRangeEnd;

    @Override
    public void check(String path, Violations violations) {
        super.check(path, violations);
        ExpirationRange.check(expirationDateRangeStart, expirationDateRangeEnd, path, violations);
    }
}
