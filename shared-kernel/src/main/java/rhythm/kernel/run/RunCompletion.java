package rhythm.kernel.run;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
            boolean hasEnded = run.status().equals("completed");
            if (completed == 1 || !hasEnded && !run.status().equals("running")) {
                DueWork.run(tx, tenant, id);
            }
        });
        summarise(tenant, id, business.atOffset(ZoneOffset.UTC));
    }

    /** Sends the summary if one is queued; marked before it is sent, so that it is never sent twice. */
    private void summarise(String tenant, String id, OffsetDateTime business) {
        MailMessage summary = engine.database().inTenant(tenant, tx -> {
            BillingRun run = BillingRun.get(tx, tenant, id, "for update");
            boolean isQueued = run.status().equals("completed")
                    && "queued".equals(run.row().getString("summary_mail_state"));
            if (!run.status().equals("completed") || isQueued && DueWork.isLater(tx, tenant, id, business)) {
                return null;
            }
            if (isQueued) {
                settle(tx, tenant, id, "queued", "sending");
            }
            DueWork.run(tx, tenant, id);
            return isQueued ? message(tx, run) : null;
        });
        if (summary != null) {
            Delivery delivery = engine.mail().send(summary);
            engine.database().withTenant(tenant, tx -> settle(tx, tenant, id, delivery, business));
        }
    }

    /** A summary refused for now is tried again, each time after as long as it has waited already. */
    private void settle(Tx tx, String tenant, String id, Delivery delivery, OffsetDateTime business) {
        Duration waited = Duration.between(BillingRun.get(tx, tenant, id, "").time("run_date"), business.toInstant());
        Duration first = engine.tuning().mailBackOff();
        Duration last = first.multipliedBy(1L << Math.max(0, engine.tuning().mailAttempts() - 2));
        String state =
                switch (delivery) {
                    case Delivery.Sent() -> "sent";
                    case Delivery.Unknown _ -> "unknown";
                    case Delivery.Rejected _ -> "failed";
                    case Delivery.Deferred _ -> waited.compareTo(last) < 0 ? "queued" : "failed";
                };
        if (settle(tx, tenant, id, "sending", state) && state.equals("queued")) {
            DueWork.later(tx, tenant, id, business.plus(waited.compareTo(first) < 0 ? first : waited));
        }
    }

    private static boolean settle(Tx tx, String tenant, String id, String from, String to) {
        return tx.run("""
                        update billing_runs set summary_mail_state = $4
                        where tenant_id = $1 and id = $2 and summary_mail_state = $3 returning id""", tenant, id, from, to).size() == 1;
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
                "Billing run completed: " + run.row().getString("name"),
                null,
                text.append('\n').toString(),
                Map.of());
    }
}
