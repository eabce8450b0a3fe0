package rhythm.membership.kind;

import java.util.List;
import rhythm.kernel.run.Condition;

/** Tells members ahead of time that their membership will renew by itself. */
final class AutoRenewalReminder implements ReminderKind {
    @Override
    public String type() {
        return "send auto renewal reminder";
    }

    @Override
    public String code() {
        return "ar";
    }

    @Override
    public String flag() {
        return "send_auto_renewal_reminders";
    }

    @Override
    public String options() {
        return "auto_renewal_reminder_options";
    }

    @Override
    public String statistic() {
        return "auto_renewal_reminders";
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Conditions.ACTIVE, Conditions.AUTO_RENEWING);
    }
}
