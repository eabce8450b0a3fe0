package rhythm.kernel.run;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Actions that staff add to a list themselves. */
public final class HandAdded {
    private HandAdded() {}

    /** The rows of reminders that an action of the kind may be for, each with what staff call it; none where it has no rows, or is not switched on. */
    public static Map<String, Optional<String>> reminders(Kind kind, JsonObject run) {
        return run.getBoolean(kind.flag(), false)
                ? kind.selections(run.getJsonObject(kind.options()), LocalDate.EPOCH).stream()
                        .filter(selection -> !selection.reminder().isEmpty())
                        .collect(Collectors.toMap(
                                Selection::reminder,
                                selection -> Optional.ofNullable(selection.reminderName()),
                                (one, _) -> one,
                                LinkedHashMap::new))
                : Map.of();
    }

    /** The statement that fills those of one run and kind from their candidates as the preview would; its first value is the tenant. */
    public static Sql filling(String tenant, String[] actions, Kind kind, JsonObject run) {
        Map<String, Expression> columns = new TreeMap<>();
        kind.candidates().columns().forEach((column, sql) -> columns.put(column, Expression.of(sql)));
        columns.computeIfPresent(
                "name",
                (_, name) -> Expression.of("case a.name when a.candidate_id then " + name.sql() + " else a.name end"));
        if (run.getBoolean(kind.flag(), false)) {
            columns.putAll(kind.columns(run.getJsonObject(kind.options())));
        }
        Sql sql = new Sql(Map.of("tenant", tenant, "actions", actions)).add("""
                with added as materialized (
                  select id from billing_run_actions where tenant_id = :tenant and id = any(:actions))
                update billing_run_actions a set\s""");
        String comma = "";
        for (Map.Entry<String, Expression> column : columns.entrySet()) {
            sql.add(
                    comma + column.getKey() + " = " + column.getValue().sql(),
                    column.getValue().params());
            comma = ", ";
        }
        return sql.add(" from added, " + kind.candidates().table() + " c where a.tenant_id = :tenant"
                + " and a.id = added.id and c.tenant_id = :tenant and c.id = a.candidate_id");
    }
}
