package rhythm.membership.kind;

import java.util.List;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;
import rhythm.kernel.run.Label;

/** Tells members ahead of time that their membership will renew by itself. */
final class AutoRenewalReminder implements ReminderKind {
    private static final Label LABEL = new Label(
            "send auto renewal reminder", "ar", "send_auto_renewal_reminders", "auto_renewal_reminder_options");

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Conditions.ACTIVE, MembershipConditions.AUTO_RENEWING);
    }
}
