package rhythm.kernel.run;

import java.util.List;
import java.util.Map;
import rhythm.kernel.notice.MergeFields;

/** What the engine has to know about the service it runs in. */
public interface Domain {
    /** The service's name on its actions, such as {@code membership}. */
    String service();

    /** The table of the candidates; the engine calls it {@code c}. */
    String candidates();

    /** Every kind, in the order in which they are carried out. */
    List<Kind> kinds();

    /** What every action gets from its candidate: column to SQL expression over {@code c}. */
    Map<String, String> columns();

    /**
     * A query over {@code actions} (id, candidate_id, billing_run_id, order_id, amount) that gives for each its {@code id},
     * {@code email} (the recipient or null) and {@code fields} (the merge fields as one JSON object).
     */
    String mailFields();

    /** The merge fields a notice may name. */
    MergeFields mergeFields();

    /** The run's statistics as an SQL expression over the run {@code t}; see {@link RunStatistics}. */
    String statistics();

    /** Whether orders can be placed: the adapter of the port is there. */
    boolean takesOrders();
}
