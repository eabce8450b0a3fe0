package rhythm.kernel.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jboss.logging.Logger;
import rhythm.kernel.gateway.Delivery;
import rhythm.kernel.notice.MailMessage;
import rhythm.kernel.store.Tx;

/** Closes a run when its last action is terminal, and sends its summary once. */
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
                      summary_mail_state = case when r.notification_email <> '' then 'queued' end, error = null,
                      error_stack = null, sys_version = r.sys_version + 1, sys_last_modified_at = $5
                    where r.tenant_id = $1 and r.id = $2 and r.status = 'running' and not exists (
                      select from billing_run_actions a where a.tenant_id = $1 and a.billing_run_id = $2
                        and a.type = any($3) and (a.status in ('pending', 'processing', 'processing order')
                          or a.mail_state in ('queued', 'sending')))
                    returning r.id""", tenant, id, types, now.business(), now.real()).size();
            if (completed == 1) {
                Meters.run(engine, "execution", Duration.between(run.time("execution_started_at"), business));
                LOG.info("run completed");
            }
            if (completed == 1 || !run.status().equals("running")) {
                DueWork.run(tx, tenant, id);
            }
        });
        summarise(tenant, id);
    }

    /** Sends the summary if one is queued; marked before it is sent, so that it is never sent twice. */
    private void summarise(String tenant, String id) {
        MailMessage summary = engine.database().inTenant(tenant, tx -> {
            int mine = tx.run("""
                    update billing_runs set summary_mail_state = 'sending'
                    where tenant_id = $1 and id = $2 and status = 'completed' and summary_mail_state = 'queued'
                    returning id""", tenant, id).size();
            DueWork.run(tx, tenant, id);
            return mine == 1 ? message(tx, BillingRun.get(tx, tenant, id, "")) : null;
        });
        if (summary != null) {
            String state = deliver(summary);
            engine.database()
                    .withTenant(
                            tenant,
                            tx -> tx.run(
                                    "update billing_runs set summary_mail_state = $3 where tenant_id = $1 and id = $2",
                                    tenant,
                                    id,
                                    state));
        }
    }

    private String deliver(MailMessage summary) {
        return switch (engine.mail().send(summary)) {
            case Delivery.Sent() -> "sent";
            case Delivery.Unknown _ -> "unknown";
            case Delivery.Rejected _, Delivery.Deferred _ -> "failed";
        };
    }

    private MailMessage message(Tx tx, BillingRun run) {
        TenantSettings settings = TenantSettings.read(tx, run.tenant());
        StringBuilder text =
                new StringBuilder("The billing run \"" + run.row().getString("name") + "\" is completed.\n");
        Map<String, Map<String, Long>> counts = RunCounts.read(tx, run.tenant(), run.id());
        counts.forEach((type, statuses) -> statuses.forEach((status, n) -> {
            if (n > 0) {
                text.append('\n')
                        .append(type)
                        .append(", ")
                        .append(status)
                        .append(": ")
                        .append(n);
            }
        }));
        // every retry completes the run once more, with a summary of its own
        String execution = run.row().getString("execution_arn");
        return new MailMessage(
                MailMessage.messageId(run.tenant(), "summary-" + execution.substring(execution.lastIndexOf(':') + 1)),
                settings.mailSender(),
                settings.testModeEmail() == null ? run.row().getString("notification_email") : settings.testModeEmail(),
                null,
                "Billing run completed: " + run.row().getString("name"),
                null,
                text.append('\n').toString(),
                Map.of());
    }
}
