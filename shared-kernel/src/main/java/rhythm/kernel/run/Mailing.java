package rhythm.kernel.run;

import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.notice.NoticeTemplate;
import rhythm.kernel.notice.RenderedNotice;
import rhythm.kernel.store.Tx;

/** What the mails of some actions are made of: the notices, whom they go to, and what they say about each. */
record Mailing(Map<String, Notice> notices, Map<String, Addressee> addressees, Set<String> notMeant) {
    private record Notice(boolean isActive, NoticeTemplate template) {}

    private record Addressee(List<String> emails, Map<String, Object> fields) {}

    private static final String ACTIONS = """
            with actions as materialized (select a.id, a.candidate_id, a.billing_run_id, a.order_id, a.amount, a.currency,
              a.reminder_name
              from billing_run_actions a where a.tenant_id = :tenant and a.billing_run_id = :run and a.id = any(:actions))
            """;

    static Mailing read(Tx tx, Candidates candidates, List<MailAction> actions, Map<String, Object> shared) {
        Map<String, Object> params = new HashMap<>(shared);
        params.put("actions", actions.stream().map(MailAction::id).toArray(String[]::new));
        params.put(
                "notices", actions.stream().map(MailAction::notice).distinct().toArray(String[]::new));
        Map<String, Addressee> addressees = new HashMap<>();
        Amounts amounts = new Amounts(
                TenantSettings.read(tx, (String) shared.get("tenant")).locale());
        for (Row row : new Sql(params)
                .add(ACTIONS)
                .add(candidates.notices().mailFields())
                .run(tx)) {
            Addressee addressee = new Addressee(
                    emails(row.getValue("email")),
                    amounts.said(row.getJsonObject("fields").getMap()));
            addressees.put(row.getString("id"), addressee);
        }
        return new Mailing(
                notices(tx, candidates.notices(), params), addressees, notMeant(tx, candidates, actions, params));
    }

    private static List<String> emails(@Nullable Object found) {
        return Stream.of(found instanceof String[] several ? several : new String[] {(String) found})
                .filter(email -> email != null && !email.isBlank())
                .toList();
    }

    private static Map<String, Notice> notices(Tx tx, Notices notices, Map<String, Object> params) {
        Map<String, Notice> found = new HashMap<>();
        for (Row row : new Sql(params)
                .add("select n.id, n.is_active, n.subject, n.html, n.text from " + notices.table()
                        + " n where n.tenant_id = :tenant and n.id = any(:notices)")
                .run(tx)) {
            boolean isActive = !Boolean.FALSE.equals(row.getBoolean(1));
            found.put(row.getString(0), new Notice(isActive, template(row, notices)));
        }
        return found;
    }

    private static NoticeTemplate template(Row row, Notices notices) {
        try {
            String subject = row.getString("subject");
            return NoticeTemplate.of(
                    subject == null ? "" : subject,
                    row.getString("html"),
                    row.getString("text"),
                    notices.mergeFields());
        } catch (RuntimeException broken) {
            return null;
        }
    }

    /** Those whose action is done without the mail, and whom the notice is not for; where it is the deed, they were not selected. */
    private static Set<String> notMeant(
            Tx tx, Candidates candidates, List<MailAction> actions, Map<String, Object> shared) {
        Set<String> notMeant = new HashSet<>();
        Map<String, List<MailAction>> byNotice = actions.stream()
                .filter(action -> !action.isDeed() && action.notice() != null)
                .collect(Collectors.groupingBy(MailAction::notice));
        byNotice.forEach((notice, followUps) -> {
            List<Condition> limits = NoticeLimits.of(tx, (String) shared.get("tenant"), candidates.notices(), notice);
            if (!limits.isEmpty()) {
                Map<String, Object> params = new HashMap<>(shared);
                params.put("actions", followUps.stream().map(MailAction::id).toArray(String[]::new));
                Sql sql = new Sql(params)
                        .add(ACTIONS + " select a.id from actions a join " + candidates.table()
                                + " c on c.tenant_id = :tenant and c.id = a.candidate_id where not (true");
                limits.forEach(limit -> sql.add(" and coalesce(" + limit.predicate() + ", false)", limit.params()));
                sql.add(")").run(tx).forEach(row -> notMeant.add(row.getString(0)));
            }
        });
        return notMeant;
    }

    boolean isFor(MailAction action) {
        return !notMeant.contains(action.id());
    }

    /** Why the action's mail cannot be made, or null. */
    String problem(MailAction action) {
        if (action.notice() == null) {
            return "no notice is set for this action";
        }
        Notice notice = notices.get(action.notice());
        if (notice == null) {
            return "the notice " + action.notice() + " does not exist";
        }
        if (!notice.isActive) {
            return "the notice " + action.notice() + " is not active";
        }
        if (notice.template == null) {
            return "the notice " + action.notice() + " cannot be read; save it again to see why";
        }
        Addressee addressee = addressees.get(action.id());
        if (addressee == null || addressee.emails.isEmpty()) {
            return "the candidate has no e-mail address";
        }
        return null;
    }

    RenderedNotice render(MailAction action) {
        return template(action).render(fields(action));
    }

    /** About how many characters that will be. */
    int weight(MailAction action) {
        return template(action).weight(fields(action));
    }

    private NoticeTemplate template(MailAction action) {
        return notices.get(action.notice()).template;
    }

    private Map<String, Object> fields(MailAction action) {
        return addressees.get(action.id()).fields;
    }

    List<String> emails(MailAction action) {
        return addressees.get(action.id()).emails;
    }
}
