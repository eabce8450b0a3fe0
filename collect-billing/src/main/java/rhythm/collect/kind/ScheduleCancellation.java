package rhythm.collect.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Effect;
import rhythm.kernel.run.Effect.Change;
import rhythm.kernel.run.Effect.SendMail;
import rhythm.kernel.run.Kind;
import rhythm.kernel.run.Label;
import rhythm.kernel.run.Rival;
import rhythm.kernel.run.Selection;

/** Gives up schedules that have been suspended for long: what was not billed yet never will be. */
final class ScheduleCancellation implements Kind {
    private static final Label LABEL = new Label(
            "cancel installment schedule",
            "ci",
            "cancel_installment_schedules",
            "installment_schedule_cancellation_options");
    private static final Change CANCELLED = new Change("""
            update installment_schedules c set status = 'cancelled', sys_version = c.sys_version + 1,
              sys_last_modified_at = :real_now,
              entries = (select jsonb_agg(case e ->> 'status' when 'pending'
                  then jsonb_set(e, '{status}', '"cancelled"') else e end order by place)
                from jsonb_array_elements(c.entries) with ordinality entry (e, place))
            where c.tenant_id = :tenant and c.id = any(:candidates)""", Map.of());

    private final Kind charging;

    /** {@code charging} is the kind whose actions, carried out in the same run, keep a schedule. */
    ScheduleCancellation(Kind charging) {
        this.charging = charging;
    }

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public Candidates candidates() {
        return Schedules.CANDIDATES;
    }

    @Override
    public List<Rival> yieldsTo() {
        return List.of(Rival.ofSameCandidate(charging));
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        List<Condition> conditions = Schedules.narrowing(options);
        conditions.addAll(0, List.of(Schedules.suspendedIn(options), Schedules.SUSPENDED, Schedules.NOT_RESTING));
        return List.of(new Selection("", options.getString("cancellation_notice_id"), conditions));
    }

    @Override
    public List<Effect> effects(JsonObject options) {
        List<Effect> effects = new ArrayList<>(List.of(CANCELLED));
        if (options.getString("cancellation_notice_id") != null) {
            effects.add(new SendMail());
        }
        return effects;
    }
}
