package rhythm.membership.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import rhythm.kernel.billing.ReminderRow;
import rhythm.kernel.record.References;
import rhythm.membership.billingnotice.BillingNotice;

/** One row of a kind that reminds members, and the notice they get. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class Reminder<D> extends ReminderRow<D> {
    @NotNull
    @References(BillingNotice.class)
    public String reminderNoticeId;
}
