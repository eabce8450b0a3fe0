package rhythm.membership.kind;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rhythm.kernel.run.Condition;

/** The conditions that several kinds share, over the membership {@code c}. */
final class Conditions {
    static final Condition ACTIVE = new Condition("is active", "c.status = 'active'", "c.status", "active");

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

    private Conditions() {}

    /** Expires in the range, both ends included; {@code options} holds its bounds. */
    static Condition expiring(JsonObject options) {
        LocalDate from = LocalDate.parse(options.getString("expiration_date_range_start"));
        LocalDate to = LocalDate.parse(options.getString("expiration_date_range_end"));
        return new Condition(
                "expires in the range",
                "c.expiration_date between :from and :to",
                Map.of("from", from, "to", to),
                "c.expiration_date",
                from + " to " + to);
    }

    /** The types, packages and status reasons a kind is narrowed to. */
    static List<Condition> narrowing(JsonObject options) {
        List<Condition> conditions = new ArrayList<>();
        narrow(conditions, options, "types", "type", "type_id");
        narrow(conditions, options, "packages", "package", "package_id");
        if (options.getBoolean("include_only_certain_status_reasons", false)) {
            conditions.add(oneOf("status_reason_id", options.getJsonArray("status_reason_ids", new JsonArray())));
        }
        return conditions;
    }

    private static void narrow(
            List<Condition> conditions, JsonObject options, String plural, String singular, String column) {
        if (options.getBoolean("include_only_certain_membership_" + plural, false)) {
            conditions.add(oneOf(column, options.getJsonArray("membership_" + singular + "_ids", new JsonArray())));
        }
    }

    private static Condition oneOf(String column, JsonArray ids) {
        String[] wanted = ids.stream().map(String::valueOf).toArray(String[]::new);
        return new Condition(
                column + " is one of those listed",
                "c." + column + " = any(:wanted)",
                Map.of("wanted", wanted),
                "c." + column,
                String.join(", ", wanted));
    }
}
