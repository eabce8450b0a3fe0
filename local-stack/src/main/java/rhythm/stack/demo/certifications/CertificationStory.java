package rhythm.stack.demo.certifications;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.ArrivedMail;
import rhythm.stack.demo.Demo;
import rhythm.stack.demo.Length;
import rhythm.stack.demo.LicenceRow;
import rhythm.stack.demo.Reconciliation;
import rhythm.stack.demo.Story;

/** The file as applications: reminded, activated or expired, and the certifications they make, extend and leave. */
public final class CertificationStory implements Story<ExpectedMonth> {
    private final ServiceClient service;
    private final ApplicationFile file = ApplicationFile.ofChicago();
    private final ExpectedYears expected;
    private final RegisterDesk desk;
    private final Reconciliation mails = new Reconciliation();
    private final Reconciliation activations = new Reconciliation();
    private final Reconciliation expiries = new Reconciliation();
    private final Reconciliation drops = new Reconciliation();
    private final Reconciliation applications = new Reconciliation();
    private final Reconciliation certifications = new Reconciliation();

    public CertificationStory(ServiceClient service, Length length) {
        this.service = service;
        this.expected = ExpectedYears.of(file.events(), Demo.FROM, length.last(Demo.FROM, Demo.TO));
        this.desk = new RegisterDesk(service);
    }

    @Override
    public List<String> columns() {
        return List.of(
                "due",
                "filed",
                "issued",
                "extended",
                "ended",
                "reminded",
                "urged",
                "expired",
                "dropped",
                "excluded",
                "errors",
                "mails");
    }

    @Override
    public List<ExpectedMonth> months() {
        return expected.months();
    }

    @Override
    public String prepare(Instant start) {
        RegisterSetup setup = RegisterSetup.make(service, file.programs().values(), start);
        desk.open(setup.programIds());
        return setup.recurringRunId();
    }

    @Override
    public void enter(ExpectedMonth month) {
        desk.enter(month.entries());
    }

    @Override
    public Number[] close(ExpectedMonth month, Outcome outcome) {
        expect(outcome.month(), month.deeds());
        List<MonthDeeds.Activation> activated = outcome.completed("activate application").stream()
                .map(desk::activated)
                .toList();
        activated.forEach(activation -> activations.done(activation.deed(outcome.month())));
        List<String> expired = outcome.completed("expire application");
        expired.forEach(id -> expiries.done(outcome.month() + " " + desk.filing(id)));
        List<String> dropped = outcome.completed("drop certification");
        dropped.forEach(id -> drops.done(outcome.month() + " " + desk.licence(id)));
        outcome.mails().forEach(arrived -> mails.done(arrived.in(outcome.month())));
        int issued =
                (int) activated.stream().filter(MonthDeeds.Activation::makesNew).count();
        return new Number[] {
            outcome.due(),
            count(month, Entry.Kind.FILED),
            issued,
            activated.size() - issued,
            count(month, Entry.Kind.ENDED),
            outcome.completed("send renewal reminder").size(),
            outcome.completed("send application reminder").size(),
            expired.size(),
            dropped.size(),
            outcome.total("excluded"),
            outcome.total("error"),
            outcome.mails().size()
        };
    }

    private void expect(String month, MonthDeeds deeds) {
        deeds.activations().forEach(activation -> {
            activations.expect(activation.deed(month));
            mails.expect(about(RegisterSetup.ACTIVATED, activation.filing()).in(month));
        });
        deeds.renewalReminders()
                .forEach((licence, expiration) ->
                        mails.expect(mail(RegisterSetup.RENEWAL, licence, expiration.toString())
                                .in(month)));
        deeds.applicationReminders()
                .forEach(filing ->
                        mails.expect(about(RegisterSetup.PENDING, filing).in(month)));
        deeds.expiries().forEach(filing -> {
            expiries.expect(month + " " + filing.id());
            mails.expect(about(RegisterSetup.LAPSED, filing).in(month));
        });
        deeds.drops().forEach((licence, expiration) -> {
            drops.expect(month + " " + licence);
            mails.expect(
                    mail(RegisterSetup.DROPPED, licence, expiration.toString()).in(month));
        });
    }

    @Override
    public void closeBooks() {
        expected.certifications()
                .forEach((licence, it) -> certifications.expect(standing(licence, it.status(), it.expiration())));
        desk.certificationIds().forEach((licence, id) -> {
            JsonNode it = service.get("certifications", "/" + id + "?fields=status,expiration_date");
            certifications.done(standing(
                    licence,
                    it.path("status").asText(),
                    it.path("expiration_date").asText()));
        });
        expected.applications().forEach((row, it) -> applications.expect(row + " is " + it.status()));
        desk.applicationIds()
                .forEach((row, id) -> applications.done(row + " is "
                        + service.get("applications", "/" + id + "?fields=status")
                                .path("status")
                                .asText()));
    }

    @Override
    public Map<String, Reconciliation> reconciliations() {
        Map<String, Reconciliation> all = new LinkedHashMap<>();
        all.put("mails", mails);
        all.put("activations", activations);
        all.put("expiries", expiries);
        all.put("drops", drops);
        all.put("applications at the end", applications);
        all.put("certifications at the end", certifications);
        return all;
    }

    private static int count(ExpectedMonth month, Entry.Kind kind) {
        return (int)
                month.entries().stream().filter(entry -> entry.kind() == kind).count();
    }

    private static ArrivedMail about(String kind, Filing filing) {
        return mail(kind, filing.licence(), filing.name());
    }

    private static ArrivedMail mail(String kind, String licence, String about) {
        return new ArrivedMail(kind, LicenceRow.email(licence), about);
    }

    private static String standing(String licence, String status, Object expiration) {
        return "licence %s %s until %s".formatted(licence, status, expiration);
    }
}
