package rhythm.kernel.run;

import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rhythm.kernel.store.Tx;

/** Writes what became of a slice of mails onto its actions and candidates; only where the lease is still ours. */
final class MailRecord {
    private final Engine engine;
    private final BillingRun run;
    private final String lease;
    private final Now now;

    MailRecord(Engine engine, BillingRun run, String lease, Now now) {
        this.engine = engine;
        this.run = run;
        this.lease = lease;
        this.now = now;
    }

    void write(Tx tx, List<MailResult> results) {
        if (results.isEmpty()) {
            return;
        }
        Map<String, MailResult> byAction = new HashMap<>();
        results.forEach(result -> byAction.put(result.job().action(), result));
        RunCounts counts = new RunCounts();
        Map<String, List<String>> sent = new HashMap<>();
        for (Row row : update(tx, results)) {
            MailResult result = byAction.get(row.getString(0));
            MailJob job = result.job();
            counts.move(job.type(), result.statusBefore(), result.status(), 1);
            if (job.isDeed()) {
                Meters.actions(engine, job.type(), result.status(), 1);
                if (result.mailState() != null && result.mailState().equals("sent")) {
                    sent.computeIfAbsent(job.type(), _ -> new ArrayList<>()).add(job.candidate());
                }
            }
        }
        for (Kind kind : engine.domain().kinds()) {
            List<String> candidates = sent.get(kind.type());
            if (candidates != null) {
                Decision.change(tx, run, run.plan(kind).then(), candidates, now);
            }
        }
        note(tx, results);
        counts.write(tx, run.tenant(), run.id());
        Progress.note(tx, engine, run, now);
    }

    private void note(Tx tx, List<MailResult> results) {
        String[] unknown = results.stream()
                .filter(result -> "unknown".equals(result.mailState()))
                .map(result -> result.job().action())
                .toArray(String[]::new);
        if (unknown.length > 0) {
            Map<String, Object> params = new HashMap<>(run.params(now));
            params.put("actions", unknown);
            new Sql(params).add(MailResult.IN_DOUBT).run(tx);
        }
    }

    private Iterable<Row> update(Tx tx, List<MailResult> results) {
        return tx.run(
                """
                update billing_run_actions a set status = v.status, mail_state = v.mail_state, error_message = case a.status
                    when 'payment failure' then concat_ws('; ', a.error_message, v.error) else v.error end,
                  mail_attempts = v.attempts, mail_not_before = v.again, done = a.done or v.status = 'completed',
                  lease = null, leased_until = null, sys_version = a.sys_version + 1, sys_last_modified_at = $3
                from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::timestamptz[])
                  v (id, status, mail_state, error, attempts, again)
                where a.tenant_id = $1 and a.id = v.id and a.id = any($4) and a.lease = $2 and a.billing_run_id = $10
                returning a.id""",
                run.tenant(),
                lease,
                now.real(),
                results.stream().map(result -> result.job().action()).toArray(String[]::new),
                results.stream().map(MailResult::status).toArray(String[]::new),
                results.stream().map(MailResult::mailState).toArray(String[]::new),
                results.stream().map(MailResult::error).toArray(String[]::new),
                results.stream().map(MailResult::attempts).toArray(Integer[]::new),
                results.stream().map(MailResult::again).toArray(OffsetDateTime[]::new),
                run.id());
    }
}
