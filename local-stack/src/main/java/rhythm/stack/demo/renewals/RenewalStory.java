package rhythm.stack.demo.renewals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.ClosingStatement;
import rhythm.stack.demo.Demo;
import rhythm.stack.demo.Held;
import rhythm.stack.demo.Length;
import rhythm.stack.demo.Money;
import rhythm.stack.demo.Reconciliation;
import rhythm.stack.demo.RunDesk;
import rhythm.stack.demo.Setup;
import rhythm.stack.demo.Story;
import rhythm.stack.demo.membership.LicenceFile;

/** The chamber's members a year later: billed or charged for the next term, and renewed when it is paid, by nobody's hand. */
public final class RenewalStory implements Story<ExpectedMonth> {
    private static final String ORDER = "generate renewal order";
    private static final String CHARGE = "process auto renewal";

    private static final String UNASKED = "not asked again";

    private final ServiceClient service;
    private final ServiceClient collect;
    private final List<Member> members = Member.of(LicenceFile.ofChicago().licences());
    private final ExpectedYear expected;
    private final RenewalDesk desk;
    private final Takings takings;
    private final Held held = new Held();
    private final Map<String, String> ends = new HashMap<>();

    /** Goes on with the tenant's memberships as they are, with collect-billing beside them. */
    public RenewalStory(ServiceClient service, ServiceClient collect, Length length) {
        this.service = service;
        this.expected = ExpectedYear.of(members, length.last(Member.FROM, Member.TO));
        this.collect = collect;
        this.desk = new RenewalDesk(service, collect, members);
        this.takings = new Takings(collect);
    }

    @Override
    public List<String> columns() {
        return List.of("orders", "paid", "charged", "declined", "renewed", "reminded", "dropped", "mails", "errors");
    }

    @Override
    public List<ExpectedMonth> months() {
        return expected.months();
    }

    @Override
    public String actionFields() {
        return Story.super.actionFields() + ",amount,invoice_id,error_message";
    }

    @Override
    public String prepare(Instant start) {
        RenewalSetup setup = RenewalSetup.make(service, collect, start);
        desk.open(setup.packageIds());
        renewed();
        return setup.recurringRunId();
    }

    @Override
    public void enter(ExpectedMonth month) {
        Setup.moveClock(collect, month.first().atStartOfDay(Demo.ZONE).toInstant());
        desk.enter(month.cards());
        desk.pay(month.deeds().payments);
    }

    @Override
    public void revise(ExpectedMonth month, List<JsonNode> actions, RunDesk runs) {
        desk.pay(month.deeds().lastMinute);
    }

    @Override
    public Number[] close(ExpectedMonth month, Outcome outcome) {
        String name = outcome.month();
        expect(name, month.deeds());
        List<JsonNode> orders = outcome.actions(ORDER, "completed");
        orders.forEach(order -> {
            desk.bill(licence(order), order.path("invoice_id").asText());
            held.done("orders", name, licence(order), Money.of(order, "amount"));
        });
        outcome.actions(CHARGE, "completed")
                .forEach(charge -> held.done("charges", name, licence(charge), Money.of(charge, "amount")));
        List<JsonNode> declined = outcome.actions(CHARGE, "payment failure");
        Takings.Month money = takings.close(month.first(), orders, declined);
        money.declines().forEach((id, amount) -> held.done("declines", name, desk.licence(id), amount));
        money.unasked().forEach(id -> held.done("declines", name, desk.licence(id), UNASKED));
        held.done("money", name, "by card", money.charged());
        held.done("money", name, "for bills", money.paid());
        List<String> reminded = outcome.completed("send renewal reminder");
        reminded.forEach(id -> held.done("reminders", name, desk.licence(id), ""));
        List<String> dropped = outcome.completed("drop membership");
        dropped.forEach(id -> held.done("drops", name, desk.licence(id), ""));
        Map<String, String> renewed = renewed();
        renewed.forEach((licence, end) -> held.done("renewals", name, licence, end));
        outcome.mails().forEach(arrived -> held.of("mails").done(arrived.in(name)));
        return new Number[] {
            orders.size(),
            money.paid(),
            money.charged(),
            money.declined(),
            renewed.size(),
            reminded.size(),
            dropped.size(),
            outcome.mails().size(),
            // a decline is a payment failure, which the statistics count as an error
            outcome.statistics().path("all_actions").path("error").asInt() - declined.size()
        };
    }

    private void expect(String month, MonthDeeds deeds) {
        deeds.ordered.forEach((licence, amount) -> held.expect("orders", month, licence, amount));
        deeds.charged.forEach((licence, amount) -> held.expect("charges", month, licence, amount));
        deeds.declined.forEach((licence, amount) -> held.expect("declines", month, licence, amount));
        deeds.declinedUnasked.forEach(licence -> held.expect("declines", month, licence, UNASKED));
        held.expect("money", month, "by card", Money.sum(deeds.charged.values()));
        held.expect("money", month, "for bills", deeds.paid());
        deeds.reminded.forEach(licence -> held.expect("reminders", month, licence, ""));
        deeds.dropped.forEach(licence -> held.expect("drops", month, licence, ""));
        deeds.renewed.forEach((licence, end) -> held.expect("renewals", month, licence, end));
        deeds.mails.forEach(mail -> held.of("mails").expect(mail.in(month)));
    }

    /** Whose terms have moved since this was last asked, and until when they are now. */
    private Map<String, String> renewed() {
        Map<String, String> renewed = new TreeMap<>();
        desk.memberships("expiration_date").forEach(membership -> {
            String licence = desk.licence(membership.path("id").asText());
            String end = membership.path("expiration_date").asText();
            String before = ends.put(licence, end);
            if (before != null && !before.equals(end)) {
                renewed.put(licence, end);
            }
        });
        return renewed;
    }

    private String licence(JsonNode action) {
        return desk.licence(action.path("candidate_id").asText());
    }

    @Override
    public void closeBooks() {
        expected.bills().forEach(held.of("orders at the end")::expect);
        takings.bills().forEach(held.of("orders at the end")::done);
        expected.standings().forEach(held.of("memberships at the end")::expect);
        desk.memberships("status,expiration_date").forEach(membership -> held.of("memberships at the end")
                .done(Standing.of(
                        desk.licence(membership.path("id").asText()),
                        membership.path("status").asText(),
                        membership.path("expiration_date").asText())));
    }

    @Override
    public Map<String, Reconciliation> reconciliations() {
        return held.all();
    }

    @Override
    public Optional<ClosingStatement> statement() {
        return Optional.of(takings.statement());
    }
}
