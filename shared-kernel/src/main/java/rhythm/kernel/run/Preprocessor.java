package rhythm.kernel.run;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import rhythm.kernel.problem.Outage;
import rhythm.kernel.store.Tx;

/**
 * Makes the list of a run in status preprocessing. One replica at a time: it takes a lease, which keeps others from looking
 * at the same orders, and holds the run's row locked while it writes, so that a lease that ran out meanwhile harms nothing.
 */
final class Preprocessor {
    private static final Logger LOG = Logger.getLogger(Preprocessor.class);

    private final Engine engine;
    private final OrderWatch watch;
    private final Preview preview;
    private final FreshRows fresh;

    Preprocessor(Engine engine, OrderWatch watch) {
        this.engine = engine;
        this.watch = watch;
        this.preview = new Preview(engine.domain());
        this.fresh = new FreshRows(engine);
    }

    /** Does the work if nobody else is at it; answers whether the run has left preprocessing by it. */
    boolean process(String tenant, String run) {
        String lease = UUID.randomUUID().toString();
        if (!claim(tenant, run, lease)) {
            return false;
        }
        Instant started = engine.real();
        try {
            watch.look(tenant);
            Instant business = engine.business(tenant);
            boolean done = engine.database().inTenant(tenant, tx -> write(tx, tenant, run, business));
            Meters.run(engine, "preprocessing", Duration.between(started, engine.real()));
            if (done) {
                fresh.analyse(tenant, run);
            }
            LOG.infof("preprocessed: %s", done);
            return done;
        } catch (RuntimeException failed) {
            if (Outage.isBehind(failed)) {
                throw failed; // the lease runs out, and whoever is there then goes on
            }
            LOG.error("preprocessing failed", failed);
            fail(tenant, run, lease, failed);
            return true;
        }
    }

    private boolean claim(String tenant, String run, String lease) {
        OffsetDateTime now = engine.real().atOffset(ZoneOffset.UTC);
        Instant business = engine.business(tenant);
        return engine.database().inTenant(tenant, tx -> {
            boolean claimed = tx.run(
                                    """
                            with due as materialized (
                              select id from billing_runs where tenant_id = $1 and id = $2 and status = 'preprocessing'
                                and (leased_until is null or leased_until < $3)
                              for update skip locked)
                            update billing_runs r set lease = $4, leased_until = $5,
                            """ + Watchdog.FORGIVE
                                            + "from due where r.tenant_id = $1 and r.id = due.id returning r.id",
                                    tenant,
                                    run,
                                    now,
                                    lease,
                                    now.plus(engine.tuning().lease()))
                            .size()
                    == 1;
            return claimed && !isTimedOut(tx, tenant, run, business);
        });
    }

    /** Workers have died over this run for too long, one after the other. */
    private boolean isTimedOut(Tx tx, String tenant, String run, Instant business) {
        boolean timedOut = Watchdog.timeOut(
                tx,
                tenant,
                run,
                "preprocessing",
                business,
                engine.real(),
                engine.tuning().timeout());
        if (timedOut) {
            RecurringRuns.failed(tx, BillingRun.get(tx, tenant, run, ""), business, engine.real());
        }
        return timedOut;
    }

    /** Whoever comes first writes; whoever waited for the row finds another status. */
    private boolean write(Tx tx, String tenant, String id, Instant business) {
        Optional<BillingRun> found = BillingRun.find(tx, tenant, id, "for update");
        if (found.isEmpty() || !found.get().status().equals("preprocessing")) {
            return false;
        }
        BillingRun run = found.get();
        Now now = engine.now(tx, tenant, business);
        // the watchdog of a list that is being made: it ends a statement that takes too long
        tx.run(
                "select set_config('statement_timeout', $1, true)",
                String.valueOf(engine.tuning().timeout().toMillis()));
        preview.write(tx, run, now);
        boolean isForReview = tx.run("""
                update billing_runs r set lease = null, leased_until = null, refresh_needed = false,
                  preprocessing_date = $3, last_refresh_date = $3, progressed_at = $4, error_stack = null,
                  error = case when r.keeps_approval and not r.auto_approve and l.has_grown
                    then 'approval withdrawn: made anew before it is carried out, the list holds more than was approved' end,
                  status = case when r.scheduled_run_date is not null and (r.auto_approve or r.keeps_approval and not l.has_grown)
                    then 'scheduled for execution' else 'ready for execution' end,
                  sys_version = r.sys_version + 1, sys_last_modified_at = $4
                from (select r.id, r.keeps_approval and %s as has_grown from billing_runs r where r.tenant_id = $1 and r.id = $2) l
                where r.tenant_id = $1 and r.id = l.id returning r.status""".formatted(Approvals.HAS_GROWN), tenant, id, now.business(), now.real())
                .iterator()
                .next()
                .getString(0)
                .equals("ready for execution");
        DueWork.run(tx, tenant, id);
        if (isForReview) {
            tx.run(RunNews.NOTE, tenant, id, RunNews.READY, now.business());
        }
        RecurringRuns.succeeded(tx, run);
        return true;
    }

    private void fail(String tenant, String run, String lease, RuntimeException failed) {
        Instant business = engine.business(tenant);
        engine.database()
                .withTenant(tenant, tx -> RunFailure.ofList(tx, tenant, run, lease, failed, business, engine.real()));
    }
}
