package rhythm.collect.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;
import rhythm.kernel.run.Effect;
import rhythm.kernel.run.Kind;
import rhythm.kernel.run.Label;
import rhythm.kernel.run.Reminders;
import rhythm.kernel.run.Selection;

/** Asks customers for a new card before the stored one expires. */
final class ExpiringCardReminder implements Kind {
    private static final Label LABEL = new Label(
            "send expiring credit card reminder",
            "cc",
            "send_expiring_credit_card_reminders",
            "expiring_credit_card_reminder_options");
    private static final Condition CARD =
            new Condition("is a credit card", "c.type = 'credit card'", "c.type", "credit card");
    private static final Condition IN_USE =
            new Condition("is in use", "c.is_active is not false", "c.is_active", "true");

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public Candidates candidates() {
        return StoredCards.CANDIDATES;
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        return Reminders.selections(options, row -> {
            List<Condition> conditions = new ArrayList<>(List.of(Conditions.expiring(row), CARD, IN_USE));
            conditions.addAll(
                    Conditions.restricted(options, "card_type_restriction", "card_types", "card_type", "c.brand"));
            return conditions;
        });
    }

    @Override
    public List<Effect> effects(JsonObject options) {
        return Reminders.effects("stored_payment_methods");
    }
}
