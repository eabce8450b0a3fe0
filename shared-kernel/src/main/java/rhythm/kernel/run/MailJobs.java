package rhythm.kernel.run;

import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import rhythm.kernel.notice.MailMessage;
import rhythm.kernel.notice.RenderedNotice;
import rhythm.kernel.store.Tx;

/** Gathers what the mails of a group of claimed actions are made of: a few statements a group, each notice parsed once. */
final class MailJobs {
    private final Engine engine;

    MailJobs(Engine engine) {
        this.engine = engine;
    }

    List<MailJob> prepare(Tx tx, String tenant, String id, List<String> actions, String lease) {
        BillingRun run = BillingRun.get(tx, tenant, id, "");
        TenantSettings settings = TenantSettings.read(tx, tenant);
        List<MailJob> jobs = new ArrayList<>();
        Map<Candidates, List<Kind>> byCandidates = run.kinds(engine.domain()).stream()
                .filter(kind -> kind.candidates().notices() != null)
                .collect(Collectors.groupingBy(Kind::candidates));
        byCandidates.forEach((candidates, kinds) -> {
            Map<String, Object> params = new HashMap<>();
            params.put("tenant", tenant);
            params.put("run", id);
            params.put("lease", lease);
            params.put("actions", actions.toArray(String[]::new));
            params.put("types", kinds.stream().map(Kind::type).toArray(String[]::new));
            List<MailAction> claimed = claimed(tx, candidates.notices(), params, run, kinds);
            if (!claimed.isEmpty()) {
                Mailing mailing = Mailing.read(tx, candidates, claimed, params);
                claimed.forEach(action -> jobs.add(job(tenant, settings, action, mailing)));
            }
        });
        return jobs;
    }

    private static List<MailAction> claimed(
            Tx tx, Notices notices, Map<String, Object> params, BillingRun run, List<Kind> kinds) {
        List<MailAction> claimed = new ArrayList<>();
        for (Row row : new Sql(params).add("""
                        select a.id, a.candidate_id, a.type, a.status, coalesce(a.mail_attempts, 0), a.reminder_id, a.%s,
                          coalesce(a.order_attempts, 0)
                        from billing_run_actions a where a.tenant_id = :tenant and a.billing_run_id = :run
                          and a.id = any(:actions) and a.type = any(:types) and a.lease = :lease
                        order by a.id""".formatted(notices.column())).run(tx)) {
            String notice = row.getString(3).equals("payment failure")
                    ? failureNotice(row, run, kinds)
                    : row.getString(6) == null ? noticeOfRun(row, run, kinds) : row.getString(6);
            claimed.add(new MailAction(
                    row.getString(0),
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getInteger(4),
                    row.getInteger(7),
                    notice));
        }
        return claimed;
    }

    private static String failureNotice(Row row, BillingRun run, List<Kind> kinds) {
        return kinds.stream()
                .filter(kind -> kind.type().equals(row.getString(2)))
                .map(run::plan)
                .filter(plan -> plan.order() != null)
                .map(plan -> plan.order().failureNotice())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** An action that was added by hand has no notice of its own. */
    private static String noticeOfRun(Row row, BillingRun run, List<Kind> kinds) {
        String reminder = row.getString(5) == null ? "" : row.getString(5);
        return kinds.stream()
                .filter(kind -> kind.type().equals(row.getString(2)))
                .flatMap(kind -> kind.selections(run.options(kind), LocalDate.EPOCH).stream())
                .filter(selection -> selection.reminder().equals(reminder))
                .map(Selection::notice)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static MailJob job(String tenant, TenantSettings settings, MailAction action, Mailing mailing) {
        String problem = mailing.problem(action);
        return problem != null
                ? MailJob.unsendable(action, problem, mailing.isFor(action))
                : MailJob.sendable(
                        action,
                        mailing.weight(action),
                        () -> message(tenant, settings, action, mailing.render(action), mailing.emails(action)),
                        mailing.isFor(action));
    }

    private static MailMessage message(
            String tenant, TenantSettings settings, MailAction action, RenderedNotice notice, List<String> emails) {
        List<String> recipients = settings.testModeEmail() == null ? emails : List.of(settings.testModeEmail());
        return new MailMessage(
                MailMessage.messageId(tenant, action.mailId()),
                settings.mailSender(),
                recipients.getFirst(),
                recipients.subList(1, recipients.size()),
                notice.subject(),
                notice.html(),
                notice.text(),
                Map.of("X-Rhythm-Action", action.id()));
    }
}
