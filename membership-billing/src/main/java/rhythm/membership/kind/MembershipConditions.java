package rhythm.membership.kind;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;

/** The conditions that several kinds share, over the membership {@code c}. */
final class MembershipConditions {
    static final Condition PRINCIPAL = new Condition(
            "is held in its own right",
            "c.origin is distinct from 'flow down'",
            "coalesce(c.origin, 'principal')",
            "principal; flow-down memberships follow theirs");

    static final Condition AUTO_RENEWING = new Condition(
            "renews automatically", "c.renew_automatically is true", "coalesce(c.renew_automatically, false)", "true");

    static final Condition NOT_AUTO_RENEWING = new Condition(
            "does not renew automatically",
            "c.renew_automatically is not true",
            "coalesce(c.renew_automatically, false)",
            "false");

    private MembershipConditions() {}

    /** Who inherits a membership is not asked to renew it, and told of it only where the options want that. */
    static List<Condition> addressed(JsonObject options) {
        return options.getBoolean("notify_inherited", false) ? List.of() : List.of(PRINCIPAL);
    }

    /** The types, packages and status reasons a kind is narrowed to. */
    static List<Condition> narrowing(JsonObject options) {
        List<Condition> conditions = new ArrayList<>();
        narrow(conditions, options, "membership_types", "membership_type_ids", "type_id");
        narrow(conditions, options, "membership_packages", "membership_package_ids", "package_id");
        narrow(conditions, options, "status_reasons", "status_reason_ids", "status_reason_id");
        return conditions;
    }

    private static void narrow(
            List<Condition> conditions, JsonObject options, String what, String list, String column) {
        if (options.getBoolean("include_only_certain_" + what, false)) {
            conditions.add(Conditions.oneOf(column, "c." + column, Conditions.list(options, list)));
        }
    }
}
