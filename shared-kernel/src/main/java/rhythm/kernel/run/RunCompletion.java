package rhythm.kernel.run;

import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Closes a run when its last action is terminal, and says so. */
final class RunCompletion {
    private static final Logger LOG = Logger.getLogger(RunCompletion.class);

    private final Engine engine;

    RunCompletion(Engine engine) {
        this.engine = engine;
    }

    /** Completes the run if every action is terminal and every mail settled; whoever comes first does it. */
    void complete(String tenant, String id) {
        Instant business = engine.business(tenant);
        engine.database().withTenant(tenant, tx -> {
            BillingRun run = BillingRun.get(tx, tenant, id, "");
            Now now = engine.now(tx, tenant, business);
            String[] types = run.kinds(engine.domain()).stream().map(Kind::type).toArray(String[]::new);
            int completed =
                    tx.run("""
                    update billing_runs r set status = 'completed', run_date = $4, lease = null, leased_until = null,
                      error = null, error_stack = null, sys_version = r.sys_version + 1, sys_last_modified_at = $5
                    where r.tenant_id = $1 and r.id = $2 and r.status = 'running' and not exists (
                      select from billing_run_actions a where a.tenant_id = $1 and a.billing_run_id = $2
                        and a.type = any($3) and (a.status in ('pending', 'processing', 'processing order')
                          or a.mail_state in ('queued', 'sending')))
                    returning r.id""", tenant, id, types, now.business(), now.real()).size();
            if (completed == 1) {
                Meters.run(engine, "execution", Duration.between(run.time("execution_started_at"), business));
                tx.run(RunNews.NOTE, tenant, id, RunNews.COMPLETED, now.business());
                LOG.info("run completed");
            }
            boolean hasEnded = run.status().equals("completed");
            if (completed == 1 || !hasEnded && !run.status().equals("running")) {
                DueWork.run(tx, tenant, id);
            }
        });
    }
}
