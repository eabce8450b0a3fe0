package rhythm.certifications.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;
import rhythm.kernel.run.Effect;
import rhythm.kernel.run.Kind;
import rhythm.kernel.run.Label;
import rhythm.kernel.run.Reminders;
import rhythm.kernel.run.Selection;

/** Reminds applicants of an unfinished application before it lapses. */
final class ApplicationReminder implements Kind {
    private static final Label LABEL =
            new Label("send application reminder", "ra", "send_application_reminders", "application_reminder_options");

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public Candidates candidates() {
        return Applications.CANDIDATES;
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        return Reminders.selections(options, row -> {
            List<Condition> conditions = Applications.narrowing(options);
            conditions.addAll(0, List.of(Conditions.expiring(row), Applications.UNFINISHED));
            return conditions;
        });
    }

    @Override
    public List<Effect> effects(JsonObject options) {
        return Reminders.effects("applications");
    }
}
