package rhythm.kernel.run;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import rhythm.kernel.engine.Actor;
import rhythm.kernel.engine.RunStatus;
import rhythm.kernel.problem.Outage;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.record.Caller;
import rhythm.kernel.store.Tx;

/** Finds what is due and does it, on virtual threads; every replica has one, and none is the leader. */
public final class RunLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RunLoop.class);

    private record Due(String tenant, String kind, String record) {}

    private final Engine engine;
    private final RunSteps steps;
    private final Preprocessor preprocessor;
    private final ActionExecutor executor;
    private final RecurringRuns recurring;
    private final Review review;
    private final RunMail mail;
    private final Map<String, Watch> watches = new HashMap<>();
    private final Semaphore room;
    private final Set<Due> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isWanted = new AtomicBoolean();
    private final AtomicBoolean isLooking = new AtomicBoolean();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean isStopping;

    public RunLoop(Engine engine) {
        this.engine = engine;
        this.steps = new RunSteps(engine);
        OrderWatch orders = new OrderWatch(engine);
        watches.put(orders.name(), orders);
        engine.watches().forEach(watch -> watches.put(watch.name(), watch));
        this.preprocessor = new Preprocessor(engine, orders);
        this.executor = new ActionExecutor(engine, orders);
        this.recurring = new RecurringRuns(engine);
        this.review = new Review(engine, steps);
        this.mail = new RunMail(engine);
        this.room = new Semaphore(engine.tuning().runsAtOnce());
    }

    /** Looks for work soon; costs nothing while a look is under way. */
    public void kick() {
        isWanted.set(true);
        if (!isStopping && isLooking.compareAndSet(false, true)) {
            threads.submit(() -> {
                try {
                    while (isWanted.getAndSet(false) && !isStopping) {
                        look();
                    }
                } catch (RuntimeException failed) {
                    LOG.warn("could not look for due work", failed);
                } finally {
                    isLooking.set(false);
                }
            });
        }
    }

    /** Works off what is due now and what follows from it; for tests and tools that need the moment it is done. */
    public void runDry() {
        for (List<Due> due = due(); !due.isEmpty(); ) {
            due.forEach(this::work);
            List<Due> next = due();
            if (next.equals(due)) {
                return;
            }
            due = next;
        }
    }

    /** Everything that is due has its turn, however much of it turns out to be waiting. */
    private void look() {
        for (Due due : due()) {
            if (!underWay.add(due)) {
                continue;
            }
            room.acquireUninterruptibly();
            if (isStopping) {
                room.release();
                return;
            }
            threads.submit(() -> {
                boolean isChanged = false;
                try {
                    isChanged = work(due);
                } finally {
                    underWay.remove(due);
                    room.release();
                }
                if (isChanged) {
                    kick();
                }
            });
        }
    }

    private List<Due> due() {
        List<Due> due = new ArrayList<>();
        for (Row row : engine.database().acrossTenants("""
                        select w.tenant_id, w.kind, w.record_id from due_work w
                        left join tenant_clocks c on c.tenant_id = w.tenant_id
                        where w.due_at <= $1::timestamptz + coalesce(c.shift, '0') order by w.due_at, w.record_id""", engine.real().atOffset(ZoneOffset.UTC))) {
            due.add(new Due(row.getString(0), row.getString(1), row.getString(2)));
        }
        return due;
    }

    /** Answers whether something has changed, so that another look is worth it. */
    private boolean work(Due due) {
        MDC.put("tenant", due.tenant);
        MDC.put("run", due.record);
        try {
            return switch (due.kind) {
                case "recurring run" -> recurring.fire(due.tenant, due.record);
                case "preprocessing" -> preprocess(due);
                case "execution" -> execute(due);
                case "review" -> review.look(due.tenant, due.record);
                case "run news" -> mail.send(due.tenant, due.record);
                default -> look(due);
            };
        } catch (ProblemException refused) {
            if (refused.problem == Problem.NOT_FOUND) {
                forget(due);
                return true;
            }
            LOG.warnf("the work cannot be done: %s", refused.getMessage());
            return fail(due, refused);
        } catch (RuntimeException failed) {
            if (Outage.isBehind(failed)) {
                LOG.warn("the database is away; the work stays due", failed);
                return false;
            }
            LOG.error("work on a run broke off", failed);
            return fail(due, failed);
        } catch (StackOverflowError | OutOfMemoryError tooMuch) {
            // taken up again it would break the next worker as well, and everybody else's work with it
            LOG.error("work on a run was too much for its worker", tooMuch);
            return fail(due, new IllegalStateException("too much for its worker", tooMuch));
        } finally {
            MDC.remove("tenant");
            MDC.remove("run");
        }
    }

    private boolean look(Due due) {
        Watch watch = watches.get(due.kind);
        var now = engine.business(due.tenant).atOffset(ZoneOffset.UTC);
        var next = now.plus(engine.tuning().watch());
        if (watch != null
                && engine.database()
                        .inTenant(due.tenant, tx -> DueWork.takeLook(tx, due.tenant, due.kind, now, next))) {
            watch.look(due.tenant);
        }
        return false;
    }

    private boolean preprocess(Due due) {
        begin(due, RunStatus.SCHEDULED, "scheduled_preprocessing_date", RunStatus.PREPROCESSING);
        return preprocessor.process(due.tenant, due.record);
    }

    private boolean execute(Due due) {
        if (begin(due, RunStatus.SCHEDULED_FOR_EXECUTION, "scheduled_run_date", RunStatus.RUNNING)
                == RunStatus.PREPROCESSING) {
            return true;
        }
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            Lock looking = new ReentrantLock();
            for (int i = 0; i < engine.tuning().workersPerRun(); i++) {
                all.add(workers.submit(() -> {
                    MDC.put("tenant", due.tenant);
                    MDC.put("run", due.record);
                    executor.work(due.tenant, due.record, looking, () -> isStopping);
                }));
            }
            all.forEach(RunLoop::join);
        }
        Instant business = engine.business(due.tenant);
        engine.database()
                .withTenant(
                        due.tenant,
                        tx -> Watchdog.timeOut(
                                tx,
                                due.tenant,
                                due.record,
                                "running",
                                business,
                                engine.real(),
                                engine.tuning().timeout()));
        return false;
    }

    /** Takes the run into work if its hour has come; whoever locks the row first does it. Answers what it is at then. */
    private RunStatus begin(Due due, RunStatus from, String date, RunStatus to) {
        Instant business = engine.business(due.tenant);
        return engine.database().inTenant(due.tenant, tx -> {
            Optional<BillingRun> found = BillingRun.find(tx, due.tenant, due.record, "for update skip locked");
            if (found.isEmpty()) {
                BillingRun.get(tx, due.tenant, due.record, "");
                return to;
            }
            BillingRun run = found.get();
            boolean isRetry = to == RunStatus.PREPROCESSING
                    && (run.status().equals(RunStatus.ERROR.wire())
                            || run.status().equals(RunStatus.TIMED_OUT.wire()))
                    && !run.is("executed")
                    && run.row().getString("recurring_billing_run_id") != null;
            Instant scheduled = run.time(date);
            boolean isDue = run.status().equals(from.wire()) && scheduled != null && !scheduled.isAfter(business);
            if ((isDue || isRetry) && run.is("sys_locked")) {
                steps.waitForUnlocking(tx, run, engine.now(tx, due.tenant, business));
            } else if (isDue || isRetry) {
                return begin(tx, run, to, engine.now(tx, due.tenant, business));
            } else if (!run.status().equals(to.wire())) {
                DueWork.run(tx, due.tenant, due.record);
            } else if (to == RunStatus.RUNNING) {
                Watchdog.look(
                        tx,
                        due.tenant,
                        due.record,
                        engine.real().atOffset(ZoneOffset.UTC),
                        engine.tuning().lease());
            }
            return to;
        });
    }

    /** A list that nobody was to look at, and that has grown too old by its date, is made anew first. */
    private RunStatus begin(Tx tx, BillingRun run, RunStatus asked, Now now) {
        boolean isUnattended = run.is("auto_approve") && run.row().getString("recurring_billing_run_id") != null;
        RunStatus to = isUnattended && steps.isTooOld(tx, run, now) ? RunStatus.PREPROCESSING : asked;
        steps.require(run, to, Actor.SCHEDULER);
        if (to == RunStatus.PREPROCESSING) {
            steps.preprocess(tx, run, now, Caller.ENGINE);
        } else {
            steps.execute(tx, run, now, Caller.ENGINE);
        }
        return to;
    }

    private static void join(Future<?> worker) {
        try {
            worker.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error dying -> throw dying;
                default -> throw new IllegalStateException(failed.getCause());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for workers", interrupted);
        }
    }

    private void forget(Due due) {
        engine.database()
                .acrossTenants(
                        "delete from due_work where tenant_id = $1 and kind = $2 and record_id = $3",
                        due.tenant,
                        due.kind,
                        due.record);
    }

    /** Answers whether the failure was noted; what is due still would otherwise be taken up again at once, for ever. */
    private boolean fail(Due due, RuntimeException failed) {
        try {
            Instant business = engine.business(due.tenant);
            return engine.database().inTenant(due.tenant, tx -> switch (due.kind) {
                case "preprocessing" ->
                    RunFailure.ofList(tx, due.tenant, due.record, null, failed, business, engine.real());
                case "execution" -> RunFailure.ofExecution(tx, due.tenant, due.record, failed, business, engine.real());
                default -> {
                    OffsetDateTime then = business.plus(engine.tuning().watch()).atOffset(ZoneOffset.UTC);
                    DueWork.postpone(tx, due.tenant, due.kind, due.record, then);
                    yield false;
                }
            });
        } catch (RuntimeException again) {
            LOG.warn("could not note the failure; the work stays due", again);
            return false;
        }
    }

    /** Lets what is claimed finish, and claims nothing more. */
    @Override
    public void close() {
        isStopping = true;
        threads.close();
    }
}
