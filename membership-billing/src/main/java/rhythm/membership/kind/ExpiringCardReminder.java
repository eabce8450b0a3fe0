package rhythm.membership.kind;

import java.util.List;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;
import rhythm.kernel.run.Label;

/** Asks members for a new card when the stored one expires before the renewal that would charge it. */
final class ExpiringCardReminder implements ReminderKind {
    private static final Label LABEL = new Label(
            "send expiring credit card reminder",
            "cc",
            "send_expiring_credit_card_reminders",
            "expiring_credit_card_reminders_options");

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                Conditions.ACTIVE,
                MembershipConditions.AUTO_RENEWING,
                new Condition(
                        "the stored card expires before the renewal",
                        // both as ISO dates, which sort as text
                        "(c.renewal_payment_info ->> 'card_expiration') < c.expiration_date::text",
                        "c.renewal_payment_info ->> 'card_expiration'",
                        "before the expiration date"));
    }
}
