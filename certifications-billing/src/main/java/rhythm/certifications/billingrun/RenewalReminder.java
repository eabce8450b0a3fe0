package rhythm.certifications.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import rhythm.certifications.notice.CertificationNotice;
import rhythm.kernel.billing.ReminderRow;
import rhythm.kernel.record.References;

/** One row of reminders: which holders are reminded by expiration date, and with which notice. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class RenewalReminder<D> extends ReminderRow<D> {
    @NotNull
    @References(CertificationNotice.class)
    public String reminderNoticeId;
}
