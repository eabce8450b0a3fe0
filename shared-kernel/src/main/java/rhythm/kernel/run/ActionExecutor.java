package rhythm.kernel.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import rhythm.kernel.store.Tx;

/**
 * Carries out a run's actions, kind by kind in the fixed order. Any number of workers in any number of replicas may do so
 * at once: what one has claimed, the others skip.
 */
final class ActionExecutor {
    /** What a look at the run came to. */
    private enum Step {
        WORKED,
        NOTHING_LEFT,
        WAIT
    }

    private final Engine engine;
    private final OrderWatch watch;
    private final Decision decision;
    private final MailRound mails;
    private final OrderRound orders;
    private final Recovery recovery;
    private final RunCompletion completion;

    ActionExecutor(Engine engine, OrderWatch watch) {
        this.engine = engine;
        this.watch = watch;
        this.decision = new Decision(engine);
        this.mails = new MailRound(engine);
        this.orders = new OrderRound(engine);
        this.recovery = new Recovery(engine);
        this.completion = new RunCompletion(engine);
    }

    /**
     * Works until nothing can be done at present; stops between two claims when asked to. The workers at one run share the
     * lock under which they look at orders.
     */
    void work(String tenant, String run, Lock looking, BooleanSupplier isStopping) {
        while (!isStopping.getAsBoolean()) {
            Step step = step(tenant, run, looking);
            if (step == Step.NOTHING_LEFT) {
                completion.complete(tenant, run);
            }
            if (step != Step.WORKED) {
                return;
            }
        }
    }

    private Step step(String tenant, String id, Lock looking) {
        BillingRun run = engine.database().inTenant(tenant, tx -> BillingRun.get(tx, tenant, id, ""));
        String lease = UUID.randomUUID().toString();
        if (run.status().equals("running")) {
            for (Kind kind : run.kinds(engine.domain())) {
                Decision.Chunk chunk = decide(tenant, run, kind, lease, looking);
                if (!chunk.waiting().isEmpty()) {
                    carryOut(tenant, id, kind, run.plan(kind), chunk.waiting(), lease);
                }
                if (chunk.hasMore() || takeUpOrders(tenant, id, run, kind, lease)) {
                    return Step.WORKED;
                }
                if (isUnderWay(tenant, id, kind)) {
                    // others are at it, or died over it; the next kind has to wait
                    return recovery.sweep(tenant, id) ? Step.WORKED : Step.WAIT;
                }
            }
        }
        if (run.status().equals("cancelled")) {
            for (Kind kind : run.kinds(engine.domain())) {
                if (takeUpOrders(tenant, id, run, kind, lease)) {
                    return Step.WORKED;
                }
            }
        }
        List<String> followUps = claimFollowUps(tenant, id, lease);
        if (!followUps.isEmpty()) {
            mails.send(tenant, id, followUps, lease);
            return Step.WORKED;
        }
        return recovery.sweep(tenant, id) ? Step.WORKED : Step.NOTHING_LEFT;
    }

    /** Decides the next chunk: where orders are followed, of those only whose orders were looked at right before. */
    private Decision.Chunk decide(String tenant, BillingRun run, Kind kind, String lease, Lock looking) {
        Optional<OpenOrders> open = watch.followed(kind);
        if (open.isEmpty()) {
            return decision.decide(tenant, run.id(), kind, lease, null);
        }
        looking.lock(); // or all workers would look at the same orders
        try {
            List<String> seen = watch.look(tenant, run.id(), kind, open.get(), decision.limit(run, kind));
            Decision.Chunk chunk = decision.decide(tenant, run.id(), kind, lease, seen);
            // where another replica has taken all of these, there may be others
            return new Decision.Chunk(!seen.isEmpty(), chunk.waiting());
        } finally {
            looking.unlock();
        }
    }

    private void carryOut(String tenant, String run, Kind kind, Plan plan, List<String> actions, String lease) {
        if (plan.order() == null) {
            mails.send(tenant, run, actions, lease);
        } else {
            orders.place(tenant, run, kind, actions, lease);
        }
    }

    /** Orders that wait for collect-billing, or whose worker died: the same call tells what became of them. */
    private boolean takeUpOrders(String tenant, String id, BillingRun run, Kind kind, String lease) {
        List<String> due = run.plan(kind).order() == null ? List.of() : orders.claim(tenant, id, kind, lease);
        if (!due.isEmpty()) {
            orders.place(tenant, id, kind, due, lease);
        }
        return !due.isEmpty();
    }

    private boolean isUnderWay(String tenant, String run, Kind kind) {
        return engine.database()
                .inTenant(tenant, tx -> tx.run("""
                        select 1 from billing_run_actions a where a.tenant_id = $1 and a.billing_run_id = $2 and a.type = $3
                          and a.status in ('pending', 'processing', 'processing order') and a.mail_not_before is null
                          and not (a.status = 'processing order' and a.lease is null)
                        limit 1""", tenant, run, kind.type()).size() > 0);
    }

    /** Mails of actions that are complete without them: notices of drops. */
    private List<String> claimFollowUps(String tenant, String run, String lease) {
        Now now = Now.of(engine.business(tenant), engine.real(), java.time.ZoneOffset.UTC);
        List<String> claimed = new ArrayList<>();
        engine.database().withTenant(tenant, tx -> {
            claimed.clear();
            claim(tx, tenant, run, lease, now, claimed);
        });
        return claimed;
    }

    private void claim(Tx tx, String tenant, String run, String lease, Now now, List<String> claimed) {
        tx.run(
                        """
                with due as materialized (
                  select id from billing_run_actions where tenant_id = $1 and billing_run_id = $2
                    and mail_state = 'queued' and status in ('completed', 'payment failure')
                    and (leased_until is null or leased_until < $3) and (mail_not_before is null or mail_not_before <= $4)
                  order by id limit $5 for update skip locked)
                update billing_run_actions a set lease = $6, leased_until = $7
                from due where a.tenant_id = $1 and a.id = due.id returning a.id""",
                        tenant,
                        run,
                        now.real(),
                        now.business(),
                        (long) engine.tuning().mailGroup(),
                        lease,
                        now.real().plus(engine.tuning().lease()))
                .forEach(row -> claimed.add(row.getString(0)));
    }
}
