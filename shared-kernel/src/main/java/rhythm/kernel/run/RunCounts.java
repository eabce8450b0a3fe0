package rhythm.kernel.run;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rhythm.kernel.store.Tx;

/**
 * How many actions of a run stand in each status. Changes are collected and written at the end of the transaction that
 * makes them, always in the same order, so that two writers wait for each other briefly and never in a circle.
 */
public final class RunCounts {
    /** Adds {@code $5} to the count of ({@code $1} tenant, {@code $2} run, {@code $3} type, {@code $4} status). */
    public static final String ADD = """
            insert into billing_run_counts (tenant_id, billing_run_id, type, status, n) values ($1, $2, $3, $4, $5)
            on conflict (tenant_id, billing_run_id, type, status) do update set n = billing_run_counts.n + excluded.n""";

    private record Place(String type, String status) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byType = type.compareTo(other.type);
            return byType != 0 ? byType : status.compareTo(other.status);
        }
    }

    private final Map<Place, Long> deltas = new TreeMap<>();

    RunCounts add(String type, String status, long n) {
        deltas.merge(new Place(type, status), n, Long::sum);
        return this;
    }

    RunCounts move(String type, String from, String to, long n) {
        return add(type, from, -n).add(type, to, n);
    }

    void write(Tx tx, String tenant, String run) {
        List<Tuple> tuples = new ArrayList<>();
        deltas.forEach((place, n) -> {
            if (n != 0) {
                tuples.add(Tuple.of(tenant, run, place.type, place.status, n));
            }
        });
        tx.runAll(ADD, tuples);
    }

    /** Counts anew; only where nobody else may change the run's actions. */
    static void recount(Tx tx, String tenant, String run) {
        tx.run("delete from billing_run_counts where tenant_id = $1 and billing_run_id = $2", tenant, run);
        tx.run("""
                insert into billing_run_counts (tenant_id, billing_run_id, type, status, n)
                select a.tenant_id, a.billing_run_id, a.type, a.status, count(*)
                from billing_run_actions a where a.tenant_id = $1 and a.billing_run_id = $2
                group by a.tenant_id, a.billing_run_id, a.type, a.status
                returning n""", tenant, run);
    }

    static long total(Tx tx, String tenant, String id) {
        return tx.run("""
                        select coalesce(sum(n), 0)::bigint from billing_run_counts
                        where tenant_id = $1 and billing_run_id = $2""", tenant, id).iterator().next().getLong(0);
    }
}
