package rhythm.kernel.run;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.Tx;

/**
 * What whoever sets a run going believes its list to be, compared under the run's lock: nobody carries out a list that grew
 * while she looked at it.
 *
 * @param actions how many actions are still to be carried out; not compared when absent
 * @param amounts what they bill and charge together, by currency (ISO 4217); not compared when absent
 */
@RegisterForReflection
public record Expectation(@Nullable Long actions, @Nullable Map<String, BigDecimal> amounts) {
    /** For those who expect nothing. */
    public static final Expectation NONE = new Expectation(null, null);

    /** What a list holds that is still to be carried out, over the run {@code r}: {@code {"actions": 2, "amounts": {"USD": 100.00}}}. */
    static final String OF_LIST = """
            (select jsonb_build_object('actions', coalesce(sum(x.n), 0), 'amounts',
                coalesce(jsonb_object_agg(x.currency, x.amount) filter (where x.currency is not null and x.amount is not null), '{}'))
              from (select a.currency, count(*) as n, sum(a.amount) as amount from billing_run_actions a
                where a.tenant_id = r.tenant_id and a.billing_run_id = r.id and a.status = 'pending' group by a.currency) x)""";

    /** Refuses a run whose list is another; {@code r} is locked. */
    void require(Tx tx, BillingRun run) {
        if (actions == null && amounts == null) {
            return;
        }
        JsonObject found = tx.run(
                        "select " + OF_LIST + " from billing_runs r where r.tenant_id = $1 and r.id = $2",
                        run.tenant(),
                        run.id())
                .iterator()
                .next()
                .getJsonObject(0);
        long there = found.getLong("actions");
        if (actions != null && actions != there) {
            throw Problem.CONFLICT.field(
                    "expected.actions", "the list has %d actions to carry out, not %d".formatted(there, actions));
        }
        Map<String, BigDecimal> sums = new TreeMap<>();
        found.getJsonObject("amounts").forEach(sum -> sums.put(sum.getKey(), new BigDecimal(sum.getValue() + "")));
        if (amounts != null && !said(amounts).equals(said(sums))) {
            throw Problem.CONFLICT.field(
                    "expected.amounts", "the list is over %s, not %s".formatted(said(sums), said(amounts)));
        }
    }

    /** Sums of nothing are none, and 100 is 100.00. */
    private static String said(Map<String, BigDecimal> sums) {
        String all = new TreeMap<>(sums)
                .entrySet().stream()
                        .filter(sum -> sum.getValue().signum() != 0)
                        .map(sum -> sum.getKey() + " "
                                + sum.getValue().stripTrailingZeros().toPlainString())
                        .collect(Collectors.joining(", "));
        return all.isEmpty() ? "nothing" : all;
    }
}
