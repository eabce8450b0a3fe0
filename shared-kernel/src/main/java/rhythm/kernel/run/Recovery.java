package rhythm.kernel.run;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rhythm.kernel.store.Tx;

/** Takes up what a worker that died has left: nothing is repeated that may have happened. */
final class Recovery {
    private static final String DEAD = """
            with dead as materialized (
              select id, status from billing_run_actions where tenant_id = $1 and billing_run_id = $2 and leased_until < $3
                and %s order by id limit 1000 for update skip locked)
            """;

    private final Engine engine;

    Recovery(Engine engine) {
        this.engine = engine;
    }

    /** Answers whether there was anything to take up. */
    boolean sweep(String tenant, String run) {
        var real = engine.real().atOffset(ZoneOffset.UTC);
        var business = engine.business(tenant).atOffset(ZoneOffset.UTC);
        return engine.database().inTenant(tenant, tx -> {
            RunCounts counts = new RunCounts();
            RowSet<Row> unsent =
                    tx.run(DEAD.formatted("status = 'processing' and mail_state = 'queued'") + """
                            update billing_run_actions a set status = 'pending', mail_state = null, lease = null,
                              leased_until = null, sys_version = a.sys_version + 1, sys_last_modified_at = $3
                            from dead where a.tenant_id = $1 and a.id = dead.id returning a.type""", tenant, run, real);
            unsent.forEach(row -> counts.move(row.getString(0), "processing", "pending", 1));
            int lost = doubtful(tx, tenant, run, business, real, counts);
            counts.write(tx, tenant, run);
            return unsent.size() + lost > 0;
        });
    }

    /** Mails that were being handed over when their worker died: they may be out, so they are never sent again. */
    private int doubtful(
            Tx tx, String tenant, String run, OffsetDateTime business, OffsetDateTime real, RunCounts counts) {
        RowSet<Row> lost = tx.run(
                DEAD.formatted("mail_state = 'sending'") + """
                        update billing_run_actions a set mail_state = 'unknown', error_message = concat_ws('; ', a.error_message, $4::text),
                          status = case a.status when 'payment failure' then a.status else 'error' end,
                          lease = null, leased_until = null, sys_version = a.sys_version + 1, sys_last_modified_at = $3
                        from dead where a.tenant_id = $1 and a.id = dead.id returning a.type, dead.status, a.status, a.id""",
                tenant,
                run,
                real,
                MailResult.UNKNOWN + "the worker stopped while it handed the mail over");
        List<String> unknown = new ArrayList<>();
        lost.forEach(row -> {
            unknown.add(row.getString(3));
            counts.move(row.getString(0), row.getString(1), row.getString(2), 1);
            Meters.mail(engine, "unknown");
        });
        if (!unknown.isEmpty()) {
            new Sql(Map.of(
                            "tenant", tenant,
                            "now", business,
                            "real_now", real,
                            "actions", unknown.toArray(String[]::new)))
                    .add(MailResult.IN_DOUBT)
                    .run(tx);
        }
        return lost.size();
    }
}
