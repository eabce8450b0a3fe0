package rhythm.membership.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;
import rhythm.kernel.run.DueWork;
import rhythm.kernel.run.Effect;
import rhythm.kernel.run.Effect.Change;
import rhythm.kernel.run.Kind;
import rhythm.kernel.run.Label;
import rhythm.kernel.run.Rival;
import rhythm.kernel.run.Selection;
import rhythm.membership.certification.CertificationEnds;
import rhythm.membership.certification.Certifications;

/** Ends memberships that expired and were not renewed, and with them those that flow down from them. */
final class Drop implements MembershipKind {
    private static final Label LABEL = new Label("drop membership", "dm", "perform_drops", "drop_options");
    private static final String UNSHIELDED = "c.prevent_termination is not true";
    /** What flows down from them ends with them; the database sees to that. */
    private static final String END = """
            update memberships c set status = 'inactive', termination_date = :today, last_terminated_date = :today,
              status_reason_id = coalesce(:reason, c.status_reason_id), sys_version = c.sys_version + 1,
              sys_last_modified_at = :real_now
            where c.tenant_id = :tenant and c.id = any(:candidates)""";

    private final List<Kind> renewing;

    /** {@code renewing} are the kinds that keep a candidate from being dropped by the same run. */
    Drop(List<Kind> renewing) {
        this.renewing = renewing;
    }

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public List<Rival> yieldsTo() {
        return renewing.stream().map(Rival::ofSameCandidate).toList();
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        List<Condition> conditions = new ArrayList<>(List.of(
                Conditions.expiring(options),
                Conditions.ACTIVE,
                MembershipConditions.PRINCIPAL,
                Conditions.expired(asOf),
                Renewals.NOT_UNDER_WAY,
                Renewals.NOT_PAID,
                new Condition(
                        "is not shielded from termination",
                        UNSHIELDED,
                        "coalesce(c.prevent_termination, false)",
                        "false")));
        conditions.addAll(MembershipConditions.narrowing(options));
        return List.of(new Selection("", options.getString("drop_notice_id"), conditions));
    }

    @Override
    public List<Effect> effects(JsonObject options) {
        Map<String, Object> reason = new HashMap<>();
        reason.put("reason", options.getString("new_status_reason_id"));
        String notice = options.getString("drop_notice_id");
        return endsCertifications(options)
                ? Effect.changes(
                        notice,
                        new Change(CertificationEnds.noting(END), reason),
                        new Change(CertificationEnds.INHERITED, Map.of()),
                        DueWork.watch(CertificationEnds.NAME))
                : Effect.changes(notice, new Change(END, reason));
    }

    @Override
    public Map<String, String> needs(JsonObject options) {
        return endsCertifications(options)
                ? Map.of(Certifications.SERVICE, "drop_options.deactivate_certifications")
                : Map.of();
    }

    private static boolean endsCertifications(JsonObject options) {
        return options.getBoolean("deactivate_certifications", false);
    }
}
