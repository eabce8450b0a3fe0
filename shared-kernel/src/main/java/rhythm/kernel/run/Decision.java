package rhythm.kernel.run;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.run.Effect.Change;
import rhythm.kernel.store.Tx;

/**
 * Decides a chunk of one kind's pending actions and does what the database can do, in one transaction: a crash leaves
 * either nothing or all of it. Where a mail is the deed, the actions stay in processing under a lease.
 */
final class Decision {
    private final Engine engine;

    Decision(Engine engine) {
        this.engine = engine;
    }

    /** What became of a chunk: whether there may be another, and which actions now wait for their mail or order. */
    record Chunk(boolean hasMore, List<String> waiting) {}

    /** Decides the next chunk, only of these actions if they are given. */
    Chunk decide(String tenant, String id, Kind kind, String lease, @Nullable List<String> among) {
        Instant business = engine.business(tenant);
        return engine.database().inTenant(tenant, tx -> {
            BillingRun run = BillingRun.get(tx, tenant, id, "");
            return run.status().equals("running")
                    ? decide(tx, run, kind, lease, among, business)
                    : new Chunk(false, List.of());
        });
    }

    /** How many actions one chunk holds at most. */
    int limit(BillingRun run, Kind kind) {
        return run.plan(kind).waits()
                ? engine.tuning().mailGroup()
                : engine.tuning().chunk();
    }

    private Chunk decide(
            Tx tx, BillingRun run, Kind kind, String lease, @Nullable List<String> among, Instant business) {
        Now now = engine.now(tx, run.tenant(), business);
        Plan plan = run.plan(kind);
        Verdict verdict = Verdict.take(tx, run, kind, now, limit(run, kind), among);
        int eligible = verdict.eligible().size();
        RunCounts counts = new RunCounts();
        if (eligible > 0) {
            change(tx, run, plan.first(), verdict.candidates(), now);
            write(tx, run, verdict.eligible(), plan, lease, now);
            counts.move(kind.type(), "pending", plan.decided(), eligible);
        }
        for (String status : List.of(Verdict.NO_LONGER_ELIGIBLE, Verdict.DATE_CHANGED)) {
            String[] refused = verdict.refusedWith(status);
            refuse(tx, run, refused, status, now);
            counts.move(kind.type(), "pending", status, refused.length);
            Meters.actions(engine, kind.type(), status, refused.length);
        }
        counts.write(tx, run.tenant(), run.id());
        if (verdict.size() > 0) {
            Progress.note(tx, engine, run, now);
            Meters.claim(engine, verdict.size());
            Meters.actions(engine, kind.type(), plan.decided(), eligible);
        }
        return new Chunk(verdict.size() > 0, plan.waits() ? verdict.eligible() : List.of());
    }

    /** Makes changes to a set of candidates. */
    static void change(Tx tx, BillingRun run, List<Change> changes, List<String> candidates, Now now) {
        Map<String, Object> params = new HashMap<>(run.params(now));
        params.put("candidates", candidates.toArray(String[]::new));
        changes.forEach(
                change -> new Sql(params).add(change.sql(), change.params()).run(tx));
    }

    private void write(Tx tx, BillingRun run, List<String> ids, Plan plan, String lease, Now now) {
        tx.run(
                """
                update billing_run_actions a set status = $3, done = $4, mail_state = $5, lease = $6, leased_until = $7,
                  mail_not_before = null, sys_version = a.sys_version + 1, sys_last_modified_at = $8
                where a.tenant_id = $1 and a.id = any($2) and a.billing_run_id = $9""",
                run.tenant(),
                ids.toArray(String[]::new),
                plan.decided(),
                plan.waits() ? null : true,
                plan.mails() && plan.order() == null ? "queued" : null,
                plan.waits() ? lease : null,
                plan.waits() ? now.real().plus(engine.tuning().lease()) : null,
                now.real(),
                run.id());
    }

    private static void refuse(Tx tx, BillingRun run, String[] ids, String status, Now now) {
        if (ids.length > 0) {
            tx.run("""
                    update billing_run_actions a set status = $3, sys_version = a.sys_version + 1,
                      sys_last_modified_at = $4
                    where a.tenant_id = $1 and a.id = any($2)""", run.tenant(), ids, status, now.real());
        }
    }
}
