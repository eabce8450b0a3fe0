package rhythm.membership.kind;

import java.util.List;
import rhythm.kernel.run.Condition;

/** Reminds members who were billed for the next term and have not paid. */
final class RenewalReminder implements ReminderKind {
    @Override
    public String type() {
        return "send renewal reminder";
    }

    @Override
    public String code() {
        return "rr";
    }

    @Override
    public String flag() {
        return "send_renewal_reminders";
    }

    @Override
    public String options() {
        return "renewal_reminder_options";
    }

    @Override
    public String statistic() {
        return "renewal_reminders";
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
