package rhythm.membership.kind;

import java.util.List;
import rhythm.kernel.run.Condition;

/** Asks members for a new card when the stored one expires before the renewal that would charge it. */
final class ExpiringCardReminder implements ReminderKind {
    @Override
    public String type() {
        return "send expiring credit card reminder";
    }

    @Override
    public String code() {
        return "cc";
    }

    @Override
    public String flag() {
        return "send_expiring_credit_card_reminders";
    }

    @Override
    public String options() {
        return "expiring_credit_card_reminders_options";
    }

    @Override
    public String statistic() {
        return "expiring_credit_card_reminders";
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                Conditions.ACTIVE,
                Conditions.AUTO_RENEWING,
                new Condition(
                        "the stored card expires before the renewal",
                        // both as ISO dates, which sort as text
                        "(c.renewal_payment_info ->> 'card_expiration') < c.expiration_date::text",
                        "c.renewal_payment_info ->> 'card_expiration'",
                        "before the expiration date"));
    }
}
