package rhythm.kernel.run;

import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import rhythm.kernel.store.Tx;

/** What Postgres plans with: how many rows it believes there are. */
final class Expected {
    private Expected() {}

    static boolean isTable(Tx tx, String name) {
        return tx.run("select 1 from pg_class where oid = to_regclass($1) and relkind in ('r', 'p')", name)
                        .size()
                > 0;
    }

    static long rows(Tx tx, String from, Object... params) {
        for (Row row : tx.run("explain (format json) select from " + from, params)) {
            return new JsonArray(String.valueOf(row.getValue(0)))
                    .getJsonObject(0)
                    .getJsonObject("Plan")
                    .getLong("Plan Rows");
        }
        return Integer.MAX_VALUE;
    }
}
