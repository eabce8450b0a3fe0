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

/** Reminds holders whose certification expires soon, or has expired. */
final class RenewalReminder implements Kind {
    private static final Label LABEL =
            new Label("send renewal reminder", "rr", "send_renewal_reminders", "renewal_reminder_options");
    /** Decision 18. */
    private static final String LATEST_APPLICATION = """
            (select p.type from applications p where p.tenant_id = c.tenant_id and p.certification_id = c.id
              order by p.id desc limit 1)""";

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public Candidates candidates() {
        return Certifications.CANDIDATES;
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        return Reminders.selections(options, row -> {
            List<Condition> conditions = Restrictions.of(options);
            conditions.addAll(0, List.of(Conditions.expiring(row), Conditions.ACTIVE));
            Restrictions.applicationTypes(conditions, options, LATEST_APPLICATION);
            return conditions;
        });
    }

    @Override
    public List<Effect> effects(JsonObject options) {
        return Reminders.effects("certifications");
    }
}
