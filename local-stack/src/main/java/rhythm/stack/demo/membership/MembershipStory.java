package rhythm.stack.demo.membership;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.ArrivedMail;
import rhythm.stack.demo.Demo;
import rhythm.stack.demo.Length;
import rhythm.stack.demo.LicenceRow;
import rhythm.stack.demo.Reconciliation;
import rhythm.stack.demo.RunDesk;
import rhythm.stack.demo.Story;

/** The file as a chamber's memberships: renewal notices before they expire, drops when nobody renews. */
public final class MembershipStory implements Story<ExpectedMonth> {
    static final String NOTICE = "Renewal";
    static final String DROP = "Dropped";

    private static final String DROP_ACTION = "drop membership";

    private final ServiceClient service;
    private final LicenceFile file = LicenceFile.ofChicago();
    private final ExpectedYears expected;
    private final MemberDesk members;
    private final Reconciliation mails = new Reconciliation();
    private final Reconciliation drops = new Reconciliation();
    private final Reconciliation records = new Reconciliation();

    public MembershipStory(ServiceClient service, Length length) {
        this.service = service;
        this.expected = ExpectedYears.of(file.events(), Demo.FROM, length.last(Demo.FROM, Demo.TO));
        this.members = new MemberDesk(service, file.licences());
    }

    @Override
    public List<String> columns() {
        return List.of("due", "notified", "renewed", "ended", "dropped", "excluded", "errors", "mails");
    }

    @Override
    public List<ExpectedMonth> months() {
        return expected.months();
    }

    @Override
    public String prepare(Instant start) {
        ChamberSetup setup = ChamberSetup.make(service, start);
        members.open(setup);
        return setup.recurringRunId();
    }

    @Override
    public void enter(ExpectedMonth month) {
        members.enter(month.changes());
    }

    @Override
    public void revise(ExpectedMonth month, List<JsonNode> actions, RunDesk runs) {
        for (JsonNode action : actions) {
            String licence = members.licence(action.path("candidate_id").asText());
            boolean scripted =
                    month.excluded().stream().anyMatch(one -> one.licence().equals(licence));
            if (scripted && action.path("type").asText().equals(DROP_ACTION)) {
                runs.exclude(action);
            }
        }
    }

    @Override
    public Number[] close(ExpectedMonth month, Outcome outcome) {
        String name = outcome.month();
        month.notices().forEach(notice -> mails.expect(mail(NOTICE, notice).in(name)));
        month.drops().forEach(drop -> {
            drops.expect(name + " " + drop.licence());
            mails.expect(mail(DROP, drop).in(name));
        });
        outcome.completed(DROP_ACTION).forEach(id -> drops.done(name + " " + members.licence(id)));
        outcome.mails().forEach(arrived -> mails.done(arrived.in(name)));
        JsonNode all = outcome.statistics().path("all_actions");
        return new Number[] {
            outcome.due(),
            outcome.statistics().path("renewal_notices").path("successful").asInt(),
            count(month, Change.Kind.RENEWED) + count(month, Change.Kind.REINSTATED),
            count(month, Change.Kind.ENDED),
            outcome.statistics().path("drops").path("successful").asInt(),
            all.path("excluded").asInt(),
            all.path("error").asInt(),
            outcome.mails().size()
        };
    }

    @Override
    public void closeBooks() {
        expected.standings().forEach((licence, standing) -> {
            records.expect(standing(licence, standing.active() ? "active" : "inactive", standing.expiration()));
        });
        members.ids().forEach((licence, id) -> {
            JsonNode stored = service.get("memberships", "/" + id + "?fields=status,expiration_date");
            LocalDate expiration =
                    LocalDate.parse(stored.path("expiration_date").asText());
            records.done(standing(licence, stored.path("status").asText(), expiration));
        });
    }

    @Override
    public Map<String, Reconciliation> reconciliations() {
        Map<String, Reconciliation> all = new LinkedHashMap<>();
        all.put("mails", mails);
        all.put("drops", drops);
        all.put("memberships at the end", records);
        return all;
    }

    private static int count(ExpectedMonth month, Change.Kind kind) {
        return (int)
                month.changes().stream().filter(change -> change.kind() == kind).count();
    }

    private static ArrivedMail mail(String kind, MemberTerm member) {
        return new ArrivedMail(
                kind, LicenceRow.email(member.licence()), member.expiration().toString());
    }

    private static String standing(String licence, String status, LocalDate expiration) {
        return "licence %s %s until %s".formatted(licence, status, expiration);
    }
}
