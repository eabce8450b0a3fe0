package rhythm.collect.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import rhythm.kernel.billing.ReminderRow;
import rhythm.kernel.record.Violations;

/** Which customers are reminded of a suspended schedule, by the day it was suspended. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class ScheduleReminderOptions<D> extends ScheduleNarrowing {

    @NotNull
    @Size(min = 1)
    public List<@Valid @NotNull Reminder<D>> reminders;

    @Override
    public void check(String path, Violations violations) {
        super.check(path, violations);
        ReminderRow.check(reminders, path, violations);
    }
}
