package rhythm.kernel.run;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rhythm.kernel.run.Effect.Change;
import rhythm.kernel.run.Effect.SendMail;
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

    /** What became of a chunk: how many actions left pending, and which of them now wait for their mail. */
    record Chunk(int decided, List<String> toSend) {}

    Chunk decide(String tenant, String id, Kind kind, String lease) {
        Instant business = engine.business(tenant);
        return engine.database().inTenant(tenant, tx -> {
            BillingRun run = BillingRun.get(tx, tenant, id, "");
            return run.status().equals("running") ? decide(tx, run, kind, lease, business) : new Chunk(0, List.of());
        });
    }

    private Chunk decide(Tx tx, BillingRun run, Kind kind, String lease, Instant business) {
        Now now = engine.now(tx, run.tenant(), business);
        List<Effect> effects = kind.effects(run.options(kind));
        boolean mailFirst = effects.getFirst() instanceof SendMail;
        int limit = mailFirst ? engine.tuning().mailGroup() : engine.tuning().chunk();
        Verdict verdict = Verdict.take(tx, run, kind, now, limit);
        int eligible = verdict.eligible().size();
        RunCounts counts = new RunCounts();
        if (eligible > 0) {
            if (!mailFirst) {
                change(tx, run, effects, verdict.candidates(), now);
            }
            write(tx, run, verdict.eligible(), effects, mailFirst, lease, now);
            counts.move(kind.type(), "pending", mailFirst ? "processing" : "completed", eligible);
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
            Meters.actions(engine, kind.type(), mailFirst ? "processing" : "completed", eligible);
        }
        return new Chunk(verdict.size(), mailFirst ? verdict.eligible() : List.of());
    }

    /** Makes the kind's changes to a set of candidates. */
    static void change(Tx tx, BillingRun run, List<Effect> effects, List<String> candidates, Now now) {
        Map<String, Object> params = new HashMap<>(run.params(now));
        params.put("candidates", candidates.toArray(String[]::new));
        for (Effect effect : effects) {
            if (effect instanceof Change change) {
                new Sql(params).add(change.sql(), change.params()).run(tx);
            }
        }
    }

    private void write(
            Tx tx, BillingRun run, List<String> ids, List<Effect> effects, boolean mailFirst, String lease, Now now) {
        boolean mails = effects.stream().anyMatch(SendMail.class::isInstance);
        OffsetDateTime until = mailFirst ? now.real().plus(engine.tuning().lease()) : null;
        tx.run(
                """
                update billing_run_actions a set status = $3, done = $4, mail_state = $5, lease = $6, leased_until = $7,
                  mail_not_before = null, sys_version = a.sys_version + 1, sys_last_modified_at = $8
                where a.tenant_id = $1 and a.id = any($2) and a.billing_run_id = $9""",
                run.tenant(),
                ids.toArray(String[]::new),
                mailFirst ? "processing" : "completed",
                mailFirst ? null : true,
                mails ? "queued" : null,
                mailFirst ? lease : null,
                until,
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
