package rhythm.kernel.run;

import java.util.List;

/**
 * Orders in collect-billing that a domain's candidates wait for, to be paid by whomever and whenever.
 *
 * @param column where a candidate notes the order's id
 * @param settled what follows from how orders stand: statements over {@code :orders}, {@code :statuses} and {@code :balances},
 *     arrays of equal length (see {@link rhythm.kernel.gateway.Standing})
 */
public record OpenOrders(Candidates candidates, String column, List<String> settled) {}
