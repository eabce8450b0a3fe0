package rhythm.kernel.run;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import rhythm.kernel.gateway.Delivery;
import rhythm.kernel.notice.MailMessage;
import rhythm.kernel.store.Tx;

/** Mails {@link RunNews}, each once: it is marked before it goes out, and what was marked is never sent again. */
final class RunMail {
    private final Engine engine;

    RunMail(Engine engine) {
        this.engine = engine;
    }

    /** Sends it if it waits to be sent, and nobody else is at it; answers false, for no other work follows. */
    boolean send(String tenant, String id) {
        OffsetDateTime now = engine.business(tenant).atOffset(ZoneOffset.UTC);
        MailMessage mail = engine.database().inTenant(tenant, tx -> claim(tx, tenant, id, now));
        if (mail != null) {
            Delivery delivery = engine.mail().send(mail);
            engine.database().withTenant(tenant, tx -> settle(tx, tenant, id, delivery, now));
        }
        return false;
    }

    private MailMessage claim(Tx tx, String tenant, String id, OffsetDateTime now) {
        for (Row news : tx.run("""
                select n.event, n.facts, n.state, n.billing_run_id from run_news n
                where n.tenant_id = $1 and n.id = $2 for update skip locked""", tenant, id)) {
            if (DueWork.isLater(tx, tenant, id, now)) {
                return null;
            }
            boolean isQueued = news.getString(2).equals("queued");
            if (isQueued) {
                move(tx, tenant, id, "sending");
                DueWork.postpone(
                        tx, tenant, "run news", id, now.plus(engine.tuning().lease()));
                return message(tx, tenant, id, news);
            }
            // whoever marked it has died over it: it may be out
            move(tx, tenant, id, news.getString(2).equals("sending") ? "unknown" : news.getString(2));
            DueWork.forget(tx, tenant, "run news", id);
            return null;
        }
        if (tx.run("select 1 from run_news where tenant_id = $1 and id = $2", tenant, id)
                        .size()
                == 0) {
            DueWork.forget(tx, tenant, "run news", id);
        }
        return null;
    }

    /** One refused for now is tried again, each time after as long as it has waited already. */
    private void settle(Tx tx, String tenant, String id, Delivery delivery, OffsetDateTime now) {
        OffsetDateTime since = tx.run("select since from run_news where tenant_id = $1 and id = $2", tenant, id)
                .iterator()
                .next()
                .getOffsetDateTime(0);
        Duration waited = Duration.between(since, now);
        Duration first = engine.tuning().mailBackOff();
        Duration last = first.multipliedBy(1L << Math.max(0, engine.tuning().mailAttempts() - 2));
        String state =
                switch (delivery) {
                    case Delivery.Sent() -> "sent";
                    case Delivery.Unknown _ -> "unknown";
                    case Delivery.Rejected _ -> "failed";
                    case Delivery.Deferred _ -> waited.compareTo(last) < 0 ? "queued" : "failed";
                };
        move(tx, tenant, id, state);
        if (state.equals("queued")) {
            DueWork.postpone(tx, tenant, "run news", id, now.plus(waited.compareTo(first) < 0 ? first : waited));
        } else {
            DueWork.forget(tx, tenant, "run news", id);
        }
    }

    private static void move(Tx tx, String tenant, String id, String state) {
        tx.run("update run_news set state = $3 where tenant_id = $1 and id = $2", tenant, id, state);
    }

    private static MailMessage message(Tx tx, String tenant, String id, Row news) {
        TenantSettings settings = TenantSettings.read(tx, tenant);
        JsonObject run = BillingRun.get(tx, tenant, news.getString(3), "").row();
        String event = news.getString(0);
        return new MailMessage(
                // however long the run's own id is
                MailMessage.messageId(tenant, "news-" + UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8))),
                settings.mailSender(),
                settings.testModeEmail() == null ? run.getString("notification_email") : settings.testModeEmail(),
                "Billing run " + event + ": " + run.getString("name"),
                null,
                RunNewsText.of(run.getString("name"), event, news.getJsonObject(1), settings.zone()),
                Map.of());
    }
}
