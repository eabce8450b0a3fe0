package rhythm.kernel.run;

import java.util.List;
import java.util.Map;
import rhythm.kernel.notice.MergeFields;

/**
 * The notices for one sort of candidate.
 *
 * @param table where they are stored; a query in parentheses where the suite writes them itself
 * @param column the action's column with the notice's id
 * @param mergeFields what a notice may name
 * @param mailFields a query over {@code actions} (id, candidate_id, billing_run_id, order_id, amount, currency, reminder_name) that gives for
 *     each its {@code id}, {@code email} (the recipient or null, or an array of them) and {@code fields} (the merge fields as one JSON object)
 * @param limits whom a notice may be limited to
 */
public record Notices(String table, String column, MergeFields mergeFields, String mailFields, List<Limit> limits) {
    /** An amount as mails have it, as JSON: with its currency's decimal places, or with as many as it has. */
    public static String money(String amount, String currency) {
        return "case when " + amount + " is not null then jsonb_build_object('money', round(" + amount
                + ", greatest(currency_places(" + currency + "), min_scale(" + amount + ")))::text) end";
    }

    /**
     * A list on the notice: only candidates that meet it get the mail; all do when the notice has no such list.
     *
     * @param column the notice's column, an array
     * @param predicate over the candidate {@code c} and the array {@code :limit}
     * @param actual what the candidate has, as SQL
     */
    public record Limit(String column, String predicate, String actual) {
        Condition condition(String[] wanted) {
            return new Condition(
                    "is one the notice is for (" + column + ")",
                    predicate,
                    Map.of("limit", wanted),
                    actual,
                    String.join(", ", wanted));
        }
    }
}
