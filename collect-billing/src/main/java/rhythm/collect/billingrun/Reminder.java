package rhythm.collect.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import rhythm.collect.billingnotice.BillingNotice;
import rhythm.kernel.billing.ReminderRow;
import rhythm.kernel.record.References;

/** One row of reminders: its range of dates, and the notice that goes out. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class Reminder<D> extends ReminderRow<D> {

    @NotNull
    @References(BillingNotice.class)
    public String reminderNoticeId;
}
