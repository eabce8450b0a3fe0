package rhythm.collect.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Effect;
import rhythm.kernel.run.Kind;
import rhythm.kernel.run.Label;
import rhythm.kernel.run.Reminders;
import rhythm.kernel.run.Selection;

/** Reminds customers whose payments failed until the schedule was suspended. */
final class ScheduleReminder implements Kind {
    private static final Label LABEL = new Label(
            "send installment schedule reminder",
            "sr",
            "send_installment_schedule_reminders",
            "installment_schedule_reminder_options");
    private static final Condition PAYMENT_FAILED = new Condition(
            "was suspended by a payment failure",
            "c.attempts > 0 or c.error_message is not null",
            "c.attempts",
            "at least one failed payment");

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public Candidates candidates() {
        return Schedules.CANDIDATES;
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        return Reminders.selections(options, row -> {
            List<Condition> conditions = Schedules.narrowing(options);
            conditions.addAll(
                    0, List.of(Schedules.suspendedIn(row), Schedules.SUSPENDED, Schedules.NOT_RESTING, PAYMENT_FAILED));
            return conditions;
        });
    }

    @Override
    public List<Effect> effects(JsonObject options) {
        return Reminders.effects("installment_schedules");
    }
}
