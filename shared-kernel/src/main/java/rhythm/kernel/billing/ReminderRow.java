package rhythm.kernel.billing;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import rhythm.kernel.record.Options;
import rhythm.kernel.record.Violations;

/**
 * One row of a kind that reminds: who is reminded, by expiration date. {@code D} is a date in runs, a relative date in
 * templates; the service adds the notice, which is a record of its own.
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public abstract class ReminderRow<D> implements Options {
    public BigDecimal id;

    @Size(max = 200)
    public String name;

    /** First expiration date reminded. */
    @NotNull
    public D expirationDateRangeStart;

    /** Last expiration date reminded. */
    @NotNull
    public D expirationDateRangeEnd;

    @Override
    public void check(String path, Violations violations) {
        ExpirationRange.check(expirationDateRangeStart, expirationDateRangeEnd, path, violations);
    }

    /** Checks every row of the options at {@code path}. */
    public static void check(List<? extends ReminderRow<?>> reminders, String path, Violations violations) {
        for (int i = 0; reminders != null && i < reminders.size(); i++) {
            if (reminders.get(i) != null) {
                reminders.get(i).check(path + ".reminders[" + i + "]", violations);
            }
        }
    }
}
