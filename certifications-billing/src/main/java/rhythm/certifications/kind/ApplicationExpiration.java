package rhythm.certifications.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;
import rhythm.kernel.run.Effect;
import rhythm.kernel.run.Effect.Change;
import rhythm.kernel.run.Kind;
import rhythm.kernel.run.Label;
import rhythm.kernel.run.Selection;

/** Lets applications lapse that were not finished in time. */
final class ApplicationExpiration implements Kind {
    private static final Label LABEL =
            new Label("expire application", "ea", "expire_applications", "application_expiration_options");
    private static final Change EXPIRED = new Change("""
            update applications c set status = 'expired', sys_version = c.sys_version + 1,
              sys_last_modified_at = :real_now
            where c.tenant_id = :tenant and c.id = any(:candidates)""", Map.of());

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
        List<Condition> conditions = Applications.narrowing(options);
        conditions.addAll(0, List.of(Conditions.expiring(options), Applications.UNFINISHED, Conditions.expired(asOf)));
        return List.of(new Selection("", options.getString("application_notice_id"), conditions));
    }

    @Override
    public List<Effect> effects(JsonObject options) {
        return Effect.changes(options.getString("application_notice_id"), EXPIRED);
    }
}
