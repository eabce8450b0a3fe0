package rhythm.kernel.run;

import java.util.List;
import java.util.Map;

/**
 * Orders in collect-billing that a domain's candidates wait for, to be paid by whomever and whenever.
 *
 * @param columns where a candidate {@code c} notes an order's id, and for which candidates that is still to be followed
 * @param settled what follows from how orders stand: statements that may read {@link #STANDINGS}, in their order, in one
 *     transaction
 * @param reopened what follows from orders that were paid and are not any more: statements over {@link #REOPENED}, which holds
 *     all that there are; none where nobody minds
 */
public record OpenOrders(
        Candidates candidates, Map<String, String> columns, List<String> settled, List<String> reopened) {
    /** How orders stand, as a table: see {@link rhythm.kernel.gateway.Standing}. */
    public static final String STANDINGS = """
            (select * from unnest(:orders::text[], :fates::text[], :balances::numeric[], :totals::numeric[], :paid_on::date[],
              :in_parts::boolean[], :unpaid_from::date[])
              x (order_id, fate, balance_due, total, paid_on, is_in_parts, unpaid_from))""";

    /** Reopened orders, as a table. */
    public static final String REOPENED =
            "(select * from unnest(:orders::text[], :balances::numeric[]) x (order_id, balance_due))";
}
