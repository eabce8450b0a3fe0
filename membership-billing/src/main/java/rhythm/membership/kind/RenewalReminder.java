package rhythm.membership.kind;

import java.util.List;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;
import rhythm.kernel.run.Label;

/** Reminds members who were billed for the next term and have not paid. */
final class RenewalReminder implements ReminderKind {
    private static final Label LABEL =
            new Label("send renewal reminder", "rr", "send_renewal_reminders", "renewal_reminder_options");

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Conditions.ACTIVE, Renewals.WAS_BILLED, Renewals.HAS_BALANCE);
    }
}
