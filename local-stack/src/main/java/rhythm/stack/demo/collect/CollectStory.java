package rhythm.stack.demo.collect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.ClosingStatement;
import rhythm.stack.demo.Held;
import rhythm.stack.demo.Length;
import rhythm.stack.demo.Money;
import rhythm.stack.demo.Reconciliation;
import rhythm.stack.demo.Story;
import rhythm.stack.demo.membership.LicenceFile;

/** The licence holders' dues of a year, in installments: charged, declined, tried again, and given up. */
public final class CollectStory implements Story<ExpectedMonth> {
    private static final String CHARGE = "process installment schedule";

    private final ServiceClient service;
    private final List<Plan> plans = Plan.of(LicenceFile.ofChicago().licences());
    private final ExpectedYear expected;
    private final CollectDesk desk;
    private final Treasury treasury;
    private final Held held = new Held();

    public CollectStory(ServiceClient service, Length length) {
        this.service = service;
        this.expected = ExpectedYear.of(plans, length.last(Plan.FROM, Plan.TO));
        this.desk = new CollectDesk(service, plans);
        this.treasury = new Treasury(service);
    }

    @Override
    public List<String> columns() {
        return List.of(
                "due",
                "paid",
                "refused",
                "resting",
                "cancelled",
                "errors",
                "mails",
                "charged",
                "declined",
                "recovered",
                "suspended");
    }

    @Override
    public List<ExpectedMonth> months() {
        return expected.months();
    }

    @Override
    public String actionFields() {
        return Story.super.actionFields() + ",amount,invoice_id";
    }

    @Override
    public String prepare(Instant start) {
        String recurringRun = CollectSetup.make(service, start);
        desk.open();
        return recurringRun;
    }

    @Override
    public void enter(ExpectedMonth month) {
        desk.enter(month.cards());
    }

    @Override
    public Number[] close(ExpectedMonth month, Outcome outcome) {
        expect(outcome.month(), month.deeds());
        Treasury.Month money = treasury.close(month.first(), outcome.actions(CHARGE, "payment failure"));
        List<JsonNode> paid = outcome.actions(CHARGE, "completed");
        paid.forEach(action -> held.done("charges", outcome.month(), licence(action), Money.of(action, "amount")));
        money.declines()
                .forEach((schedule, amount) -> held.done("declines", outcome.month(), desk.licence(schedule), amount));
        money.suspensions()
                .forEach((schedule, amount) ->
                        held.done("suspensions", outcome.month(), desk.licence(schedule), amount));
        held.done("recoveries", outcome.month(), "in all", money.recovered());
        List<String> cancelled = outcome.completed("cancel installment schedule");
        cancelled.forEach(id -> held.done("cancellations", outcome.month(), desk.licence(id), ""));
        outcome.mails().forEach(arrived -> held.of("mails").done(arrived.in(outcome.month())));
        return new Number[] {
            outcome.due(),
            paid.size(),
            money.declines().size(),
            money.suspensions().size(),
            cancelled.size(),
            // a decline is a payment failure, which the statistics count as an error
            outcome.total("error") - money.declines().size(),
            outcome.mails().size(),
            money.charged(),
            money.declined(),
            money.recovered(),
            money.suspended()
        };
    }

    private void expect(String month, MonthDeeds deeds) {
        deeds.charged.forEach((licence, amount) -> held.expect("charges", month, licence, amount));
        deeds.declined.forEach((licence, amount) -> held.expect("declines", month, licence, amount));
        held.expect("recoveries", month, "in all", deeds.recovered);
        deeds.suspended.forEach((licence, amount) -> held.expect("suspensions", month, licence, amount));
        deeds.cancelled.forEach(licence -> held.expect("cancellations", month, licence, ""));
        deeds.mails.forEach(mail -> held.of("mails").expect(mail.in(month)));
    }

    @Override
    public void closeBooks() {
        expected.standings().forEach(held.of("plans at the end")::expect);
        desk.scheduleIds().forEach((licence, id) -> {
            JsonNode stored = service.get("installmentSchedules", "/" + id + "?fields=name,status,entries");
            List<String> entries = new ArrayList<>();
            stored.path("entries")
                    .forEach(entry -> entries.add("%s %s %s"
                            .formatted(
                                    entry.path("entry_id").asText(),
                                    entry.path("status").asText(),
                                    Money.of(entry, "amount"))));
            held.of("plans at the end")
                    .done(standing(
                            stored.path("name").asText(), stored.path("status").asText(), entries));
        });
    }

    @Override
    public Map<String, Reconciliation> reconciliations() {
        return held.all();
    }

    @Override
    public Optional<ClosingStatement> statement() {
        return Optional.of(treasury.statement());
    }

    private String licence(JsonNode action) {
        return desk.licence(action.path("candidate_id").asText());
    }

    static String standing(String name, String status, List<String> entries) {
        return "%s is %s: %s".formatted(name, status, String.join(", ", entries));
    }
}
