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
        return List.of(
                Conditions.ACTIVE,
                new Condition(
                        "was billed for this term and has not renewed",
                        "c.renewal_order_id is not null and c.renewal_order_expiration_date = c.expiration_date",
                        "c.renewal_order_expiration_date",
                        "an order that renews from the expiration date"),
                new Condition(
                        "has a balance open",
                        "c.renewal_order_balance_due > 0",
                        "c.renewal_order_balance_due",
                        "more than 0"));
    }
}
