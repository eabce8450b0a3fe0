package rhythm.kernel.bench;

import static rhythm.kernel.run.Expectation.NONE;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import rhythm.kernel.gateway.Mail;
import rhythm.kernel.gateway.Orders;
import rhythm.kernel.record.Caller;
import rhythm.kernel.run.Domain;
import rhythm.kernel.run.Engine;
import rhythm.kernel.run.RunLoop;
import rhythm.kernel.run.Runs;
import rhythm.kernel.run.Tuning;
import rhythm.kernel.run.Watch;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.store.Tx;
import rhythm.kernel.tenant.TenantClock;

/** One replica of the engine on the embedded Postgres, put together by hand; several make several replicas. */
public class Replica extends TestDatabase {
    public static final Caller ANN = new Caller("ann", "test", Set.of(), "");

    public final TenantDatabase database;
    public final TenantClock tenantClock;
    public final RunLoop loop;
    public final Tunes tunes = new Tunes();

    /** Whether the process dies now, at the end of a transaction that is not committed yet. */
    public volatile Predicate<Tx> isDying = tx -> false;

    public final Runs runs;

    /** A replica of the service with this domain and these migrations; those with one database name share it. */
    @SuppressWarnings("this-escape")
    public Replica(String databaseName, Domain domain, String migrations, Clock clock, Mail mail) {
        this(databaseName, domain, migrations, clock, mail, null);
    }

    /** A replica with an adapter for orders, or null for none. */
    public Replica(String databaseName, Domain domain, String migrations, Clock clock, Mail mail, Orders orders) {
        this(databaseName, domain, migrations, clock, mail, orders, _ -> List.of());
    }

    /** The same with watches of its own on its database. */
    @SuppressWarnings("this-escape")
    public Replica(
            String databaseName,
            Domain domain,
            String migrations,
            Clock clock,
            Mail mail,
            Orders orders,
            Function<TenantDatabase, List<Watch>> watches) {
        super(databaseName, migrations);
        database = new DeathInTransactions(pool);
        tenantClock = new TenantClock(database, clock, true);
        Engine engine = new Engine(
                database,
                clock,
                tenantClock,
                domain,
                mail,
                Optional.ofNullable(orders),
                watches.apply(database),
                tunes,
                new SimpleMeterRegistry());
        loop = new RunLoop(engine);
        runs = new Runs(engine, (tenant, run) -> {});
    }

    /** What a process that dies leaves behind: nothing of the transaction, everything before it. */
    public static final class Death extends Error {
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
    public static final class Tunes implements Tuning {
        public volatile Duration timeout = Duration.ofHours(2);
        public volatile Duration lease = Duration.ofMinutes(2);
        public volatile int workersPerRun = 2;

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
        public int ordersAtOnce() {
            return 8;
        }

        @Override
        public Duration watch() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration lease() {
            return lease;
        }

        @Override
        public Duration timeout() {
            return timeout;
        }

        @Override
        public int workersPerRun() {
            return workersPerRun;
        }

        @Override
        public int runsAtOnce() {
            return 4;
        }
    }

    public String status(String table, String id) {
        return (String) sql("select status from " + table + " where tenant_id = $1 and id = $2", TENANT, id);
    }

    /** Actions by status, counted, after checking that the counters say the same. */
    public Map<String, Long> actions(String run) {
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

    /** Makes the run's list, and expects it to be ready. */
    public void refresh(String run) {
        runs.refresh(TENANT, run, ANN);
        loop.runDry();
        expect(run, "ready for execution");
    }

    /** Carries the run out, and expects it to be through. */
    public void execute(String run) {
        runs.execute(TENANT, run, NONE, ANN);
        loop.runDry();
        expect(run, "completed");
    }

    private void expect(String run, String status) {
        if (!status.equals(status("billing_runs", run))) {
            throw new AssertionError(run + " is not " + status + ": "
                    + sql("select concat_ws(' ', status, error, error_stack) from billing_runs where id = $1", run));
        }
    }

    /** Does all of these works at the same time. */
    public static void atOnce(Runnable... works) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> all =
                    Stream.of(works).map(threads::submit).toList();
            for (Future<?> one : all) {
                one.get();
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() {
        loop.close();
        super.close();
    }
}
