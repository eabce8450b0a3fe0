package rhythm.kernel.run;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import rhythm.kernel.record.Caller;
import rhythm.kernel.store.Tx;

/**
 * Writes the list of a run: one set statement per selection, whatever the number of candidates. An action's id is run, kind,
 * candidate and reminder, so the second preview meets the rows of the first.
 */
final class Preview {
    private final Domain domain;

    Preview(Domain domain) {
        this.domain = domain;
    }

    static String actionId(BillingRun run, Kind kind, Selection selection, String candidate) {
        return before(run, kind) + candidate + after(selection);
    }

    private static String before(BillingRun run, Kind kind) {
        return run.id() + "_" + kind.code() + "_";
    }

    private static String after(Selection selection) {
        return selection.reminder().isEmpty() ? "" : "_" + selection.reminder();
    }

    /** The day the run will act on: previewed ahead of time, it must not miss whom that day makes due. */
    static LocalDate asOf(Tx tx, BillingRun run, Now now) {
        Instant scheduled = run.time("scheduled_run_date");
        if (scheduled == null) {
            return now.today();
        }
        LocalDate day =
                scheduled.atZone(TenantSettings.read(tx, run.tenant()).zone()).toLocalDate();
        return day.isAfter(now.today()) ? day : now.today();
    }

    /** Evaluates all candidates; the caller holds the run's row locked, and nobody else changes the run's actions. */
    void write(Tx tx, BillingRun run, Now now) {
        LocalDate asOf = asOf(tx, run, now);
        boolean first = tx.run(
                                "select 1 from billing_run_actions where tenant_id = $1 and billing_run_id = $2 limit 1",
                                run.tenant(),
                                run.id())
                        .size()
                == 0;
        RunCounts counts = new RunCounts();
        for (Kind kind : run.kinds(domain)) {
            for (Selection selection : run.selections(tx, kind, asOf)) {
                int written = select(run, now, kind, selection, first).run(tx).rowCount();
                counts.add(kind.type(), "pending", written);
            }
        }
        if (first) {
            counts.write(tx, run.tenant(), run.id());
        } else {
            remove(tx, run, now);
            RunCounts.recount(tx, run.tenant(), run.id());
        }
    }

    private Sql select(BillingRun run, Now now, Kind kind, Selection selection, boolean first) {
        Map<String, Expression> columns = columns(kind, run.options(kind));
        Map<String, Object> params = new HashMap<>(run.params(now));
        params.put("execution", run.row().getString("execution_arn"));
        params.put("type", kind.type());
        params.put("service", domain.service());
        params.put("reminder", selection.reminder().isEmpty() ? null : selection.reminder());
        params.put("reminder_name", selection.reminderName());
        params.put("notice", selection.notice());
        params.put("before", before(run, kind));
        params.put("after", after(selection));
        params.put("engine", Caller.ENGINE);
        Sql sql = new Sql(params)
                .add("insert into billing_run_actions (" + String.join(", ", columns.keySet()) + ") select ");
        String comma = "";
        for (Expression value : columns.values()) {
            sql.add(comma + value.sql(), value.params());
            comma = ", ";
        }
        sql.add(kind.candidates().from());
        for (Condition condition : selection.all()) {
            sql.add(" and (" + condition.predicate() + ")", condition.params());
        }
        return first ? sql : sql.add(onConflict(columns.keySet()));
    }

    private static Map<String, Expression> columns(Kind kind, JsonObject options) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("tenant_id", "c.tenant_id");
        columns.put("id", ":before::text || c.id || :after::text");
        columns.put("sys_version", "1");
        columns.put("sys_created_at", ":real_now::timestamptz");
        columns.put("sys_created_by_id", ":engine::text");
        columns.put("sys_last_modified_at", ":real_now::timestamptz");
        columns.put("sys_last_modified_by_id", ":engine::text");
        columns.put("date", ":now::timestamptz");
        columns.put("billing_run_id", ":run::text");
        columns.put("type", ":type::text");
        columns.put("candidate_service", ":service::text");
        columns.put("candidate_id", "c.id");
        columns.put("status", "'pending'");
        columns.put("last_refresh_date", ":now::timestamptz");
        columns.put("outcome_of_last_refresh", "'added'");
        columns.put("step_function_execution_arn", ":execution::text");
        columns.put("reminder_id", ":reminder::text");
        columns.put("reminder_name", ":reminder_name::text");
        if (kind.candidates().notices() != null) {
            columns.put(kind.candidates().notices().column(), ":notice::text");
        }
        columns.putAll(kind.candidates().columns());
        Map<String, Expression> all = new LinkedHashMap<>();
        columns.forEach((column, sql) -> all.put(column, Expression.of(sql)));
        all.putAll(kind.columns(options));
        return all;
    }

    /** What was excluded stays so; what had dropped out and is back counts as added. */
    private static String onConflict(Set<String> columns) {
        List<String> kept = List.of(
                "tenant_id",
                "id",
                "sys_version",
                "sys_created_at",
                "sys_created_by_id",
                "date",
                "status",
                "outcome_of_last_refresh");
        return columns.stream()
                .filter(column -> !kept.contains(column))
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", ", """
                         on conflict (tenant_id, id) do update set sys_version = billing_run_actions.sys_version + 1,
                        outcome_of_last_refresh = case billing_run_actions.outcome_of_last_refresh
                          when 'removed' then 'added' else 'no change' end,
                        status = case billing_run_actions.status
                          when 'no longer eligible' then 'pending' else billing_run_actions.status end, """, ""));
    }

    private static void remove(Tx tx, BillingRun run, Now now) {
        tx.run("""
                update billing_run_actions a set outcome_of_last_refresh = 'removed', last_refresh_date = $4,
                  status = case a.status when 'pending' then 'no longer eligible' else a.status end,
                  sys_version = a.sys_version + 1, sys_last_modified_at = $5
                where a.tenant_id = $1 and a.billing_run_id = $2 and a.step_function_execution_arn is distinct from $3
                  and a.outcome_of_last_refresh is distinct from 'removed'""", run.tenant(), run.id(), run.row().getString("execution_arn"), now.business(), now.real());
    }
}
