package rhythm.kernel.store;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.CompletionException;

/** A transaction inside one tenant, for imperative code on virtual threads. */
public final class Tx {
    private final SqlConnection connection;

    Tx(SqlConnection connection) {
        this.connection = connection;
    }

    /** Begins, and enters the tenant, in one round trip. */
    void begin(String enter, String tenant) {
        connection.query("begin").execute();
        run(enter, tenant);
    }

    /** Runs one statement and waits for its rows. */
    public RowSet<Row> run(String sql, Object... params) {
        return params.length == 0
                ? await(connection.query(sql).execute())
                : await(connection.preparedQuery(sql).execute(Tuple.from(params)));
    }

    /** Runs one statement once per tuple, all in one round trip. */
    public void runAll(String sql, List<Tuple> params) {
        if (!params.isEmpty()) {
            await(connection.preparedQuery(sql).executeBatch(params));
        }
    }

    void rollback() {
        try {
            run("rollback");
        } catch (RuntimeException gone) {
            // the connection is lost, and with it the transaction
        }
    }

    void close() {
        connection.close();
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException wrapped) {
            if (wrapped.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw wrapped;
        }
    }

    /** Serialisation failures and deadlocks, nothing else (sql.md, rule 17). */
    static boolean isWorthRetrying(RuntimeException failed) {
        return failed instanceof PgException database
                && ("40001".equals(database.getSqlState()) || "40P01".equals(database.getSqlState()));
    }
}
