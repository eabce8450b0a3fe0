package rhythm.membership.kind;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a renewal order buys, as it stands on the action that places it, on the membership while that waits for it, and on the
 * order's line: which package, how many terms of how many months at what price, and from when to when.
 */
final class Purchase {
    /** The columns that actions and, after {@code renewal_order_}, memberships have of it. */
    private static final List<String> COLUMNS =
            List.of("package_id", "term_months", "terms", "term_type", "unit_price", "period_start", "period_end");

    /** For {@code set}: the membership waits for what the action {@code a} ordered. */
    static final String OF_ACTION = set("a.%s");

    /** For {@code set}: the membership waits for nothing. */
    static final String NONE = set("null")
            + ", renewal_order_id = null, renewal_order_expiration_date = null, renewal_order_balance_due = null,"
            + " renewal_order_standing = null, renewal_order_superseded = false, renewal_order_action_id = null,"
            + " renewal_next_attempt_date = null, renewal_charge_rests = null";

    /** For {@code set}: the membership waits for what the estimate {@code e}, a row of its columns, says. */
    static final String OF_ESTIMATE = set("e.%s");

    /** The action {@code a}'s as one JSON object. */
    static final String AS_JSON = COLUMNS.stream()
            .map(column -> "'" + column + "', a." + column)
            .collect(Collectors.joining(", ", "jsonb_build_object(", ")"));

    /** The type of a row {@code e} made of such an object. */
    static final String ROW =
            "e (package_id text, term_months int, terms int, term_type text, unit_price numeric, period_start date, period_end date)";

    private Purchase() {}

    private static String set(String value) {
        return COLUMNS.stream()
                .map(column -> "renewal_order_" + column + " = " + value.formatted(column))
                .collect(Collectors.joining(", "));
    }
}
