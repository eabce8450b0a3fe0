package rhythm.kernel.run;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.store.Tx;

/**
 * The re-check before acting: takes a chunk of pending actions, locks their candidates, and evaluates the very conditions
 * that selected them.
 */
final class Verdict {
    static final String NO_LONGER_ELIGIBLE = "no longer eligible";
    static final String DATE_CHANGED = "expiration date changed";

    private final List<String> eligible = new ArrayList<>();
    private final List<String> candidates = new ArrayList<>();
    /** Actions without any effect, with the status that says why. */
    private final Map<String, String> refused = new HashMap<>();

    /** Actions to carry out. */
    List<String> eligible() {
        return eligible;
    }

    /** The candidates of these actions. */
    List<String> candidates() {
        return candidates;
    }

    int size() {
        return eligible.size() + refused.size();
    }

    /** The next pending actions, locked; of those that others have locked none, and only of these if they are given. */
    static RowSet<Row> next(Tx tx, Map<String, Object> params, int limit, @Nullable List<String> among) {
        Sql sql = new Sql(params).add("""
                select a.id, a.candidate_id from billing_run_actions a
                where a.tenant_id = :tenant and a.billing_run_id = :run and a.type = :type
                  and a.status = 'pending' and (a.mail_not_before is null or a.mail_not_before <= :now)""");
        if (among != null) {
            sql.add(" and a.id = any(:among)", Map.of("among", among.toArray(String[]::new)));
        }
        return sql.add(" order by a.id limit " + limit + " for update skip locked")
                .run(tx);
    }

    static Verdict take(Tx tx, BillingRun run, Kind kind, Now now, int limit, @Nullable List<String> among) {
        Map<String, Object> params = new HashMap<>(run.params(now));
        params.put("type", kind.type());
        List<String> ids = new ArrayList<>();
        List<String> candidates = new ArrayList<>();
        for (Row row : next(tx, params, limit, among)) {
            ids.add(row.getString(0));
            candidates.add(row.getString(1));
        }
        Verdict verdict = new Verdict();
        if (!ids.isEmpty()) {
            params.put("ids", ids.toArray(String[]::new));
            params.put("candidates", candidates.toArray(String[]::new));
            new Sql(params)
                    .add("select c.id" + kind.candidates().from()
                            + " and c.id = any(:candidates) order by c.id for update")
                    .run(tx);
            // a statement of its own: it sees what the locks waited for
            check(tx, run, kind, now, params).run(tx).forEach(verdict::sort);
        }
        return verdict;
    }

    private void sort(Row row) {
        String id = row.getString("id");
        if (!row.getBoolean("is_eligible")) {
            refused.put(id, NO_LONGER_ELIGIBLE);
        } else if (!row.getBoolean("is_same_date")) {
            refused.put(id, DATE_CHANGED);
        } else {
            eligible.add(id);
            candidates.add(row.getString("candidate_id"));
        }
    }

    private static Sql check(Tx tx, BillingRun run, Kind kind, Now now, Map<String, Object> params) {
        Sql sql = new Sql(params)
                .add("select a.id, a.candidate_id, a.expiration_date is not distinct from "
                        + kind.candidates().columns().getOrDefault("expiration_date", "a.expiration_date")
                        + " as is_same_date, coalesce(case");
        for (Selection selection : run.selections(tx, kind, now.today())) {
            sql.add(
                    " when coalesce(a.reminder_id, '') = :reminder then true",
                    Map.of("reminder", selection.reminder()));
            for (Condition condition : selection.conditions()) {
                sql.add(" and (" + condition.predicate() + ")", condition.params());
            }
            if (selection.once() != null) {
                sql.add(
                        " and (a.repeat is true or " + selection.once().predicate() + ")",
                        selection.once().params());
            }
        }
        sql.add(" else false end, false)");
        for (String held : kind.held().keySet()) {
            Expression value = kind.columns(run.options(kind)).get(held);
            sql.add(" and (a." + held + " is null or a." + held + " = " + value.sql() + ")", value.params());
        }
        for (Rival rival : kind.yieldsTo()) {
            if (run.has(rival.kind())) {
                sql.add(
                        " and not exists (select " + rival.acts() + ")",
                        Map.of("rival", rival.kind().type()));
            }
        }
        // driven by the chunk's own keys: as filters the arrays would be searched for every row
        return sql.add(" as is_eligible from unnest(:ids::text[], :candidates::text[]) v (id, candidate)"
                + " join billing_run_actions a on a.tenant_id = :tenant and a.id = v.id and a.billing_run_id = :run"
                + " left join " + kind.candidates().table()
                + " c on c.tenant_id = :tenant and c.id = v.candidate and c.id = a.candidate_id");
    }

    String[] refusedWith(String status) {
        return refused.entrySet().stream()
                .filter(entry -> entry.getValue().equals(status))
                .map(Map.Entry::getKey)
                .collect(Collectors.toList())
                .toArray(String[]::new);
    }
}
