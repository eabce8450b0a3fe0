package rhythm.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rhythm.stack.Mail;
import rhythm.stack.MailSink;
import rhythm.stack.ServiceClient;

/** The main job on real records: seventeen years of a chamber, month by month, held against its licence file. */
public final class Demo {
    static final ZoneId ZONE = ZoneId.of("America/Chicago");
    static final String NOTICE = "Renewal";
    static final String DROP = "Dropped";
    static final YearMonth FROM = YearMonth.of(2002, 1);
    static final YearMonth TO = YearMonth.of(2018, 12);

    private static final String DROP_ACTION = "drop membership";
    private static final Pattern SUBJECT = Pattern.compile("(\\w+) (\\d{4}-\\d{2}-\\d{2})");

    private final ServiceClient service;
    private final MailSink sink;
    private final Consumer<DemoMonth> progress;
    private final Reconciliation mails = new Reconciliation();
    private final Reconciliation drops = new Reconciliation();
    private final Reconciliation records = new Reconciliation();

    /** A demo in one empty tenant of a running service; every finished month is told to the consumer. */
    public Demo(ServiceClient service, MailSink sink, Consumer<DemoMonth> progress) {
        this.service = service;
        this.sink = sink;
        this.progress = progress;
    }

    /** Replays the whole file. */
    public DemoReport run() {
        Instant begun = Instant.now();
        LicenceFile file = LicenceFile.ofChicago();
        ExpectedYears expected = ExpectedYears.of(file.events(), FROM, TO);
        ChamberSetup setup = ChamberSetup.make(service, midnight(FROM.atDay(1).minusDays(20)));
        MemberDesk members = new MemberDesk(service, setup, file.licences());
        RunDesk runs = new RunDesk(service, setup.recurringRunId());
        List<DemoMonth> months = new ArrayList<>();
        for (ExpectedMonth month : expected.months()) {
            months.add(replay(month, members, runs));
            progress.accept(months.getLast());
        }
        expected.standings().forEach((licence, standing) -> {
            records.expect(standing(licence, standing.active() ? "active" : "inactive", standing.expiration()));
        });
        members.ids().forEach((licence, id) -> {
            JsonNode stored = service.get("memberships", "/" + id + "?fields=status,expiration_date");
            LocalDate expiration =
                    LocalDate.parse(stored.path("expiration_date").asText());
            records.done(standing(licence, stored.path("status").asText(), expiration));
        });
        return new DemoReport(months, mails, drops, records, Duration.between(begun, Instant.now()));
    }

    private DemoMonth replay(ExpectedMonth month, MemberDesk members, RunDesk runs) {
        String name = YearMonth.from(month.first()).toString();
        members.enter(month.changes());
        ChamberSetup.moveClock(service, midnight(month.first()));
        String run = runs.awaitReady(name);
        List<JsonNode> found = runs.actions(run);
        for (JsonNode action : found) {
            String licence = members.licence(action.path("candidate_id").asText());
            boolean scripted =
                    month.excluded().stream().anyMatch(one -> one.licence().equals(licence));
            if (scripted && action.path("type").asText().equals(DROP_ACTION)) {
                runs.exclude(action);
            }
        }
        JsonNode statistics = runs.execute(run).path("statistics");
        expect(name, month);
        int mailsBefore = mails.done();
        countDone(name, members, runs.actions(run));
        JsonNode all = statistics.path("all_actions");
        return new DemoMonth(
                name,
                found.size(),
                statistics.path("renewal_notices").path("successful").asInt(),
                count(month, Change.Kind.RENEWED) + count(month, Change.Kind.REINSTATED),
                count(month, Change.Kind.ENDED),
                statistics.path("drops").path("successful").asInt(),
                all.path("excluded").asInt(),
                all.path("error").asInt(),
                mails.done() - mailsBefore);
    }

    private void expect(String month, ExpectedMonth expected) {
        expected.notices().forEach(notice -> mails.expect(mail(month, NOTICE, email(notice), notice.expiration())));
        expected.drops().forEach(drop -> {
            drops.expect(month + " " + drop.licence());
            mails.expect(mail(month, DROP, email(drop), drop.expiration()));
        });
    }

    private void countDone(String month, MemberDesk members, List<JsonNode> actions) {
        for (JsonNode action : actions) {
            boolean completed = action.path("status").asText().equals("completed");
            if (completed && action.path("type").asText().equals(DROP_ACTION)) {
                drops.done(month + " "
                        + members.licence(action.path("candidate_id").asText()));
            }
        }
        for (Mail arrived : sink.messages()) {
            Matcher subject = SUBJECT.matcher(arrived.subject());
            mails.done(
                    subject.matches()
                            ? mail(month, subject.group(1), arrived.to(), LocalDate.parse(subject.group(2)))
                            : month + " mail to " + arrived.to() + " about " + arrived.subject());
        }
        sink.clear();
    }

    private static int count(ExpectedMonth month, Change.Kind kind) {
        return (int)
                month.changes().stream().filter(change -> change.kind() == kind).count();
    }

    private static String email(MemberTerm member) {
        return member.licence() + "@chamber.example";
    }

    private static String mail(String month, String kind, String to, LocalDate term) {
        return "%s %s mail to %s for the term until %s".formatted(month, kind, to, term);
    }

    private static String standing(String licence, String status, LocalDate expiration) {
        return "licence %s %s until %s".formatted(licence, status, expiration);
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }
}
