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
import rhythm.kernel.run.Rival;
import rhythm.kernel.run.Selection;

/** Ends certifications that expired and were not renewed. */
final class Drop implements Kind {
    private static final Label LABEL = new Label("drop certification", "dc", "perform_drops", "drop_options");
    private static final Change END = new Change("""
            update certifications c set status = 'inactive', termination_date = :today, last_terminated_date = :today,
              sys_version = c.sys_version + 1, sys_last_modified_at = :real_now
            where c.tenant_id = :tenant and c.id = any(:candidates)""", Map.of());

    private final Kind renewing;

    /** {@code renewing} is the kind whose actions, carried out in the same run, keep a certification. */
    Drop(Kind renewing) {
        this.renewing = renewing;
    }

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public Candidates candidates() {
        return Certifications.CANDIDATES;
    }

    @Override
    public List<Rival> yieldsTo() {
        return List.of(new Rival(renewing, "rival.certification_id = a.candidate_id"));
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        List<Condition> conditions = Restrictions.of(options);
        conditions.addAll(0, List.of(Conditions.expiring(options), Conditions.ACTIVE, Conditions.expired(asOf)));
        return List.of(new Selection("", options.getString("drop_notice_id"), conditions));
    }

    @Override
    public List<Effect> effects(JsonObject options) {
        return Effect.changes(options.getString("drop_notice_id"), END);
    }
}
