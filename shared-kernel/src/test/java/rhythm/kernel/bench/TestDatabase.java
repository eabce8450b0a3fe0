package rhythm.kernel.bench;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import org.flywaydb.core.Flyway;
import rhythm.kernel.store.TenantDatabase;
import rhythm.stack.Database;
import rhythm.stack.EmbeddedParts;

/** A service's tables on the embedded Postgres, entered by the service's role. */
public class TestDatabase implements AutoCloseable {
    public static final String TENANT = "chamber";

    public final TenantDatabase tenants;
    protected final Pool pool;
    private final Vertx vertx = Vertx.vertx();

    private final Database place;

    /** The database of that name, with the kernel's migrations and these; those with one name share it. */
    public TestDatabase(String name, String migrations) {
        place = EmbeddedParts.shared().postgres().copy(name, migrated(migrations));
        PgConnectOptions options = ((PgConnectOptions)
                        PgConnectOptions.fromUri(place.reactiveUrl()).setCachePreparedStatements(true))
                .setUser(place.serviceUser())
                .setPassword(place.servicePassword());
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(12))
                .connectingTo(options)
                .using(vertx)
                .build();
        tenants = new TenantDatabase(pool);
    }

    /** A database with these migrations done, of which copies are made: that takes a tenth of the time. */
    private static synchronized Database migrated(String migrations) {
        Database template = EmbeddedParts.shared().postgres().database("template_" + migrations.replaceAll("\\W", "_"));
        Flyway.configure()
                .dataSource(template.jdbcUrl(), template.ownerUser(), template.ownerPassword())
                .locations("db/kernel", migrations)
                .placeholders(Map.of("service_role", template.serviceUser()))
                .load()
                .migrate();
        return template;
    }

    /** Stores a row of a table: the given fields and the block every record has; other columns get their defaults. */
    public void insert(String table, JsonObject fields) {
        JsonObject row = new JsonObject()
                .put("tenant_id", TENANT)
                .put("sys_version", 1)
                .put("sys_created_at", Instant.EPOCH.toString())
                .put("sys_created_by_id", "ann")
                .put("sys_last_modified_at", Instant.EPOCH.toString())
                .put("sys_last_modified_by_id", "ann")
                .mergeIn(fields);
        String columns = String.join(", ", row.fieldNames());
        sql(
                "insert into %s (%s) select %s from jsonb_populate_record(null::%s, $1) returning id"
                        .formatted(table, columns, columns, table),
                row);
    }

    /** Runs statements as the owner, whom row-level security does not bind. */
    public void asOwner(String... statements) {
        try (Connection owner = DriverManager.getConnection(place.jdbcUrl(), place.ownerUser(), place.ownerPassword());
                Statement running = owner.createStatement()) {
            for (String statement : statements) {
                running.execute(statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement as the tenant and answers its first value. */
    public Object sql(String sql, Object... params) {
        return tenants.inTenant(TENANT, tx -> {
            Object value = null;
            for (Row row : tx.run(sql, params)) {
                value = row.getValue(0);
            }
            return value;
        });
    }

    public long count(String from) {
        return (Long) sql("select count(*) from " + from);
    }

    @Override
    public void close() {
        pool.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
