package rhythm.kernel.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The door to the database: every transaction enters its tenant first, so that row-level security holds whatever the
 * statement says. One statement goes out pipelined with its transaction, in one round trip (sql.md, rules 2 and 3).
 */
@ApplicationScoped
public class TenantDatabase {
    private static final String ENTER = "select enter_tenant($1)";

    private final Pool pool;

    public TenantDatabase(Pool pool) {
        this.pool = pool;
    }

    /** One statement in a transaction of its own. */
    public Uni<RowSet<Row>> query(String tenant, String sql, Tuple params) {
        return Uni.createFrom().completionStage(() -> pool.getConnection()
                .flatMap(
                        connection -> pipelined(connection, tenant, sql, params).onComplete(done -> connection.close()))
                .toCompletionStage());
    }

    private static Future<RowSet<Row>> pipelined(SqlConnection connection, String tenant, String sql, Tuple params) {
        connection.query("begin").execute();
        connection.preparedQuery(ENTER).execute(Tuple.of(tenant));
        Future<RowSet<Row>> rows = connection.preparedQuery(sql).execute(params);
        // after a failed statement this commit is a rollback, and what the statement said counts
        return connection
                .query("commit")
                .execute()
                .transform(committed ->
                        rows.succeeded() && committed.failed() ? Future.failedFuture(committed.cause()) : rows);
    }

    /** Several statements in one transaction; blocks, so it is for virtual threads only. */
    public <T> T inTenant(String tenant, Function<Tx, T> work) {
        for (int attempt = 1; ; attempt++) {
            Tx tx = new Tx(Tx.await(pool.getConnection()));
            boolean isCommitted = false;
            try {
                tx.begin(ENTER, tenant);
                T result = work.apply(tx);
                tx.run("commit");
                isCommitted = true;
                return result;
            } catch (RuntimeException failed) {
                if (attempt == 5 || !Tx.isWorthRetrying(failed)) {
                    throw failed;
                }
            } finally {
                if (!isCommitted) {
                    tx.rollback(); // after an Error, too: the connection goes back to the pool
                }
                tx.close();
            }
        }
    }

    /** The same for work without a result. */
    public void withTenant(String tenant, Consumer<Tx> work) {
        inTenant(tenant, tx -> {
            work.accept(tx);
            return null;
        });
    }

    /** A statement on a table of no tenant (the list of what is due); blocks, for virtual threads only. */
    public RowSet<Row> acrossTenants(String sql, Object... params) {
        return Tx.await(pool.preparedQuery(sql).execute(Tuple.from(params)));
    }
}
