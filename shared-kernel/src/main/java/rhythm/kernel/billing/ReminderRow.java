package rhythm.kernel.billing;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import rhythm.kernel.record.Options;
import rhythm.kernel.record.Violations;

/**
 * One row of a kind that reminds: who is reminded, by expiration date. {@code D} is a date in runs, a relative date in
 * templates; the service adds the notice, which is a record of its own.
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public abstract class ReminderRow<D> implements Options {
    /**
     * Tells the row from the others for as long as it is there: what was excluded from it stays so, and who was reminded by it is not
     * reminded by it again. Given by the server to rows that come without one.
     */
    @DecimalMin("0")
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

    /** Checks every row of the options at {@code path}, and gives new ones their ids. */
    public static void check(List<? extends ReminderRow<?>> reminders, String path, Violations violations) {
        if (reminders == null) {
            return;
        }
        Set<BigDecimal> taken = new HashSet<>();
        for (int i = 0; i < reminders.size(); i++) {
            if (reminders.get(i) != null) {
                reminders.get(i).check(path + ".reminders[" + i + "]", violations);
                BigDecimal id = reminders.get(i).id;
                violations.expect(
                        id == null || taken.add(id.stripTrailingZeros()),
                        path + ".reminders[" + i + "].id",
                        "is another reminder's");
            }
        }
        BigDecimal last = taken.stream().max(BigDecimal::compareTo).orElse(BigDecimal.ZERO);
        last = last.setScale(0, RoundingMode.FLOOR);
        for (ReminderRow<?> row : reminders) {
            if (row != null && row.id == null) {
                last = last.add(BigDecimal.ONE);
                row.id = last;
            }
        }
    }
}
