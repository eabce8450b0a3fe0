package rhythm.certifications.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import rhythm.certifications.applicationnotice.ApplicationNotice;
import rhythm.kernel.billing.ReminderRow;
import rhythm.kernel.record.References;

/** One row of reminders: which applicants are reminded by expiration date, and with which notice. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class ApplicationReminder<D> extends ReminderRow<D> {
    @NotNull
    @References(ApplicationNotice.class)
    public String reminderNoticeId;
}
