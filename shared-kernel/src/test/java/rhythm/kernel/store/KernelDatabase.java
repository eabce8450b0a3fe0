package rhythm.kernel.store;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.util.Map;
import org.flywaydb.core.Flyway;
import rhythm.stack.Database;
import rhythm.stack.PostgresServer;

/** A database with the kernel's tables, entered by the service's role, for tests that need the real thing. */
public final class KernelDatabase implements AutoCloseable {
    public final TenantDatabase tenants;
    private final PostgresServer server = PostgresServer.forTests();
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;

    public KernelDatabase() {
        Database database = server.database("kernel");
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.ownerUser(), database.ownerPassword())
                .locations("db/kernel")
                .placeholders(Map.of("service_role", database.serviceUser()))
                .load()
                .migrate();
        PgConnectOptions options = PgConnectOptions.fromUri(database.reactiveUrl())
                .setUser(database.serviceUser())
                .setPassword(database.servicePassword());
        pool = PgBuilder.pool().connectingTo(options).using(vertx).build();
        tenants = new TenantDatabase(pool);
    }

    @Override
    public void close() {
        pool.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }
}
