package rhythm.kernel.run;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rhythm.kernel.notice.MailMessage;
import rhythm.kernel.notice.NoticeTemplate;
import rhythm.kernel.notice.RenderedNotice;
import rhythm.kernel.store.Tx;

/** Reads a group of claimed actions and renders their mails: three statements a group, each notice parsed once. */
final class MailJobs {
    private record Notice(boolean isActive, NoticeTemplate template) {}

    private record Addressee(String email, Map<String, Object> fields) {}

    private static final String ACTIONS = """
            with actions as (select a.id, a.candidate_id, a.billing_run_id, a.order_id, a.amount
              from billing_run_actions a where a.tenant_id = :tenant and a.billing_run_id = :run and a.id = any(:actions))
            """;

    private final Engine engine;

    MailJobs(Engine engine) {
        this.engine = engine;
    }

    List<MailJob> prepare(Tx tx, String tenant, String run, List<String> actions, String lease) {
        TenantSettings settings = TenantSettings.read(tx, tenant);
        Map<String, Object> params = Map.of("tenant", tenant, "run", run, "actions", actions.toArray(String[]::new));
        Map<String, Addressee> addressees = new HashMap<>();
        for (Row row :
                new Sql(params).add(ACTIONS).add(engine.domain().mailFields()).run(tx)) {
            Addressee addressee = new Addressee(
                    row.getString("email"), row.getJsonObject("fields").getMap());
            addressees.put(row.getString("id"), addressee);
        }
        Map<String, Notice> notices = notices(tx, params);
        List<MailJob> jobs = new ArrayList<>();
        for (Row row : new Sql(params).add("""
                        select a.id, a.candidate_id, a.type, a.status, coalesce(a.mail_attempts, 0), a.billing_notice_id
                        from billing_run_actions a where a.tenant_id = :tenant and a.billing_run_id = :run and a.id = any(:actions)
                          and a.lease = :lease order by a.id""", Map.of("lease", lease)).run(tx)) {
            jobs.add(job(tenant, settings, row, notices, addressees.get(row.getString(0))));
        }
        return jobs;
    }

    private Map<String, Notice> notices(Tx tx, Map<String, Object> params) {
        Map<String, Notice> notices = new HashMap<>();
        for (Row row : new Sql(params).add("""
                        select n.id, n.is_active, n.subject, n.html, n.text from billing_notices n
                        where n.tenant_id = :tenant and n.id in (select a.billing_notice_id from billing_run_actions a
                          where a.tenant_id = :tenant and a.billing_run_id = :run and a.id = any(:actions))""").run(tx)) {
            notices.put(row.getString(0), new Notice(!Boolean.FALSE.equals(row.getBoolean(1)), template(row)));
        }
        return notices;
    }

    private NoticeTemplate template(Row row) {
        try {
            String subject = row.getString("subject");
            return NoticeTemplate.of(
                    subject == null ? "" : subject,
                    row.getString("html"),
                    row.getString("text"),
                    engine.domain().mergeFields());
        } catch (RuntimeException broken) {
            return null;
        }
    }

    private static MailJob job(
            String tenant, TenantSettings settings, Row row, Map<String, Notice> notices, Addressee addressee) {
        String action = row.getString(0);
        String noticeId = row.getString(5);
        Notice notice = noticeId == null ? null : notices.get(noticeId);
        MailMessage message = null;
        String problem = problem(noticeId, notice, addressee);
        if (problem == null) {
            try {
                message = message(tenant, settings, action, notice.template.render(addressee.fields), addressee.email);
            } catch (RuntimeException broken) {
                problem = "the notice " + noticeId + " could not be rendered";
            }
        }
        boolean isDeed = row.getString(3).equals("processing");
        return new MailJob(action, row.getString(1), row.getString(2), isDeed, row.getInteger(4), message, problem);
    }

    private static String problem(String noticeId, Notice notice, Addressee addressee) {
        if (noticeId == null) {
            return "no notice is set for this action";
        }
        if (notice == null) {
            return "the notice " + noticeId + " does not exist";
        }
        if (!notice.isActive) {
            return "the notice " + noticeId + " is not active";
        }
        if (notice.template == null) {
            return "the notice " + noticeId + " cannot be read; save it again to see why";
        }
        if (addressee == null || addressee.email == null || addressee.email.isBlank()) {
            return "the candidate has no e-mail address";
        }
        return null;
    }

    private static MailMessage message(
            String tenant, TenantSettings settings, String action, RenderedNotice notice, String email) {
        String recipient = settings.testModeEmail() == null ? email : settings.testModeEmail();
        return new MailMessage(
                MailMessage.messageId(tenant, action),
                settings.mailSender(),
                recipient,
                null,
                notice.subject(),
                notice.html(),
                notice.text(),
                Map.of("X-Rhythm-Action", action));
    }
}
