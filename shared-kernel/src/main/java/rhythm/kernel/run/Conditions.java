package rhythm.kernel.run;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Conditions that the kinds of every service share, over the candidate {@code c}. */
public final class Conditions {
    public static final Condition ACTIVE = new Condition("is active", "c.status = 'active'", "c.status", "active");

    private Conditions() {}

    /** Expires in the range, both ends included; {@code options} holds its bounds. */
    public static Condition expiring(JsonObject options) {
        LocalDate from = LocalDate.parse(options.getString("expiration_date_range_start"));
        LocalDate to = LocalDate.parse(options.getString("expiration_date_range_end"));
        return new Condition(
                "expires in the range",
                "c.expiration_date between :from and :to",
                Map.of("from", from, "to", to),
                "c.expiration_date",
                from + " to " + to);
    }

    /** Has expired by the day. */
    public static Condition expired(LocalDate asOf) {
        return new Condition(
                "has expired",
                "c.expiration_date < :as_of",
                Map.of("as_of", asOf),
                "c.expiration_date",
                "before " + asOf);
    }

    /** The value is one of those in the list; a missing value is not. */
    public static Condition oneOf(String name, String value, List<String> listed) {
        return new Condition(
                name + " is one of those listed",
                value + " = any(:listed)",
                Map.of("listed", listed.toArray(String[]::new)),
                value,
                String.join(", ", listed));
    }

    /** The value is none of those in the list; a missing value is none of them. */
    public static Condition noneOf(String name, String value, List<String> listed) {
        return new Condition(
                name + " is none of those listed",
                "coalesce(" + value + " <> all(:listed), true)",
                Map.of("listed", listed.toArray(String[]::new)),
                value,
                "none of " + String.join(", ", listed));
    }

    /** A restriction of none, include or exclude: all, only those in the option's list, or all but those. */
    public static List<Condition> restricted(
            JsonObject options, String restriction, String list, String name, String value) {
        List<String> listed = list(options, list);
        return switch (options.getString(restriction, "none")) {
            case "include" -> List.of(oneOf(name, value, listed));
            case "exclude" -> List.of(noneOf(name, value, listed));
            default -> List.of();
        };
    }

    /** The option's list; empty when it is missing. */
    public static List<String> list(JsonObject options, String option) {
        return options.getJsonArray(option, new JsonArray()).stream()
                .map(String::valueOf)
                .toList();
    }
}
