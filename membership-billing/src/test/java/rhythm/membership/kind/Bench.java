package rhythm.membership.kind;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.flywaydb.core.Flyway;
import rhythm.kernel.gateway.Mail;
import rhythm.kernel.record.Caller;
import rhythm.kernel.run.Engine;
import rhythm.kernel.run.RunLoop;
import rhythm.kernel.run.Runs;
import rhythm.kernel.run.Tuning;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.store.Tx;
import rhythm.kernel.tenant.TenantClock;
import rhythm.stack.Database;
import rhythm.stack.EmbeddedParts;

/** One replica of the engine on the embedded Postgres, put together by hand; several make several replicas. */
final class Bench implements AutoCloseable {
    static final String TENANT = "chamber";
    static final Caller ANN = new Caller("ann", "test", Set.of(), "");

    final TenantDatabase database;
    final TenantClock tenantClock;
    final RunLoop loop;
    final Tunes tunes = new Tunes();

    /** Whether the process dies now, at the end of a transaction that is not committed yet. */
    volatile Predicate<Tx> isDying = tx -> false;

    final Runs runs;
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;

    Bench(String databaseName, Clock clock, Mail mail) {
        Database place = EmbeddedParts.shared().postgres().database(databaseName);
        Flyway.configure()
                .dataSource(place.jdbcUrl(), place.ownerUser(), place.ownerPassword())
                .locations("db/kernel", "db/membership")
                .placeholders(Map.of("service_role", place.serviceUser()))
                .load()
                .migrate();
        PgConnectOptions options = ((PgConnectOptions)
                        PgConnectOptions.fromUri(place.reactiveUrl()).setCachePreparedStatements(true))
                .setUser(place.serviceUser())
                .setPassword(place.servicePassword());
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(12))
                .connectingTo(options)
                .using(vertx)
                .build();
        database = new DeathInTransactions(pool);
        tenantClock = new TenantClock(database, clock, true);
        Engine engine = new Engine(
                database, clock, tenantClock, new MembershipDomain(), mail, tunes, new SimpleMeterRegistry());
        loop = new RunLoop(engine);
        runs = new Runs(engine, (tenant, run) -> {});
    }

    /** What a process that dies leaves behind: nothing of the transaction, everything before it. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final class DeathInTransactions extends TenantDatabase {
        DeathInTransactions(Pool pool) {
            super(pool);
        }

        @Override
        public <T> T inTenant(String tenant, Function<Tx, T> work) {
            return super.inTenant(tenant, tx -> {
                T result = work.apply(tx);
                if (isDying.test(tx)) {
                    throw new Death();
                }
                return result;
            });
        }
    }

    /** The usual tuning, with a lease that tests can outlast by their clock. */
    static final class Tunes implements Tuning {
        volatile Duration timeout = Duration.ofHours(2);

        @Override
        public int chunk() {
            return 5000;
        }

        @Override
        public int mailGroup() {
            return 100;
        }

        @Override
        public int mailSlice() {
            return 10;
        }

        @Override
        public int mailAttempts() {
            return 3;
        }

        @Override
        public Duration mailBackOff() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration lease() {
            return Duration.ofMinutes(2);
        }

        @Override
        public Duration timeout() {
            return timeout;
        }

        @Override
        public int workersPerRun() {
            return 2;
        }

        @Override
        public int runsAtOnce() {
            return 4;
        }
    }

    /** Stores a row of a table: the given fields and the block every record has. */
    void insert(String table, JsonObject fields) {
        JsonObject row = new JsonObject()
                .put("tenant_id", TENANT)
                .put("sys_version", 1)
                .put("sys_created_at", Instant.EPOCH.toString())
                .put("sys_created_by_id", "ann")
                .put("sys_last_modified_at", Instant.EPOCH.toString())
                .put("sys_last_modified_by_id", "ann")
                .put("executed", false)
                .put("refresh_needed", false)
                .put("auto_approve", false)
                .mergeIn(fields);
        sql("insert into " + table + " select * from jsonb_populate_record(null::" + table + ", $1) returning id", row);
    }

    /** Runs a statement as the tenant and answers its first value. */
    Object sql(String sql, Object... params) {
        return database.inTenant(TENANT, tx -> {
            Object value = null;
            for (Row row : tx.run(sql, params)) {
                value = row.getValue(0);
            }
            return value;
        });
    }

    /** Inserts so many active memberships {@code m000001…} that expire on the day. */
    void members(int n, String expiration) {
        sql("""
                insert into memberships (tenant_id, id, name, status, origin, expiration_date, email_address, contact_id,
                  sys_version, sys_created_at, sys_created_by_id, sys_last_modified_at, sys_last_modified_by_id)
                select $1, 'm' || lpad(i::text, 6, '0'), 'Member ' || i, 'active', 'principal', $2::text::date,
                  'm' || i || '@example.org', 'c' || i, 1, now(), 'ann', now(), 'ann'
                from generate_series(1, $3::int) i returning id""", TENANT, expiration, n);
    }

    String status(String table, String id) {
        return (String) sql("select status from " + table + " where tenant_id = $1 and id = $2", TENANT, id);
    }

    long count(String from) {
        return (Long) sql("select count(*) from " + from);
    }

    /** Actions by status, counted, after checking that the counters say the same. */
    Map<String, Long> actions(String run) {
        return database.inTenant(TENANT, tx -> {
            Map<String, Long> counted = new TreeMap<>();
            Map<String, Long> kept = new TreeMap<>();
            tx.run(
                            "select type || ': ' || status, count(*) from billing_run_actions where billing_run_id = $1 group by 1",
                            run)
                    .forEach(row -> counted.put(row.getString(0), row.getLong(1)));
            tx.run("select type || ': ' || status, n from billing_run_counts where billing_run_id = $1 and n <> 0", run)
                    .forEach(row -> kept.put(row.getString(0), row.getLong(1)));
            if (!counted.equals(kept)) {
                throw new AssertionError("counters say " + kept + ", the actions are " + counted);
            }
            Map<String, Long> byStatus = new TreeMap<>();
            counted.forEach((place, n) -> byStatus.merge(place.substring(place.indexOf(": ") + 2), n, Long::sum));
            return byStatus;
        });
    }

    @Override
    public void close() {
        loop.close();
        pool.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
