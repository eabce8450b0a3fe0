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
import rhythm.stack.MailSink;
import rhythm.stack.ServiceClient;

/** The main job on real records: a story of a licence file, month by month, held against the file. */
public final class Demo {
    /** The tenant's zone: its months begin here at midnight. */
    public static final ZoneId ZONE = ZoneId.of("America/Chicago");

    public static final YearMonth FROM = YearMonth.of(2002, 1);
    public static final YearMonth TO = YearMonth.of(2018, 12);

    private final ServiceClient service;
    private final MailSink sink;
    private final Consumer<MonthRow> progress;

    /** A demo in one empty tenant of a running service; every finished month is told to the consumer. */
    public Demo(ServiceClient service, MailSink sink, Consumer<MonthRow> progress) {
        this.service = service;
        this.sink = sink;
        this.progress = progress;
    }

    /** Replays the whole story. */
    public <M extends Story.Month> DemoReport run(Story<M> story) {
        long begun = System.nanoTime();
        List<M> expected = story.months();
        LocalDate first = expected.getFirst().first();
        RunDesk runs = new RunDesk(service, story.prepare(midnight(first.minusDays(20))), story.actionFields());
        List<MonthRow> rows = new ArrayList<>();
        for (M month : expected) {
            rows.add(replay(story, month, runs));
            progress.accept(rows.getLast());
        }
        story.closeBooks();
        return new DemoReport(
                rows, story.reconciliations(), story.statement(), Duration.ofNanos(System.nanoTime() - begun));
    }

    private <M extends Story.Month> MonthRow replay(Story<M> story, M month, RunDesk runs) {
        String name = YearMonth.from(month.first()).toString();
        story.enter(month);
        Setup.moveClock(service, midnight(month.first()));
        String run = runs.awaitReady(name);
        List<JsonNode> found = runs.actions(run);
        story.revise(month, found, runs);
        JsonNode statistics = runs.execute(run).path("statistics");
        List<ArrivedMail> mails = sink.messages().stream().map(ArrivedMail::of).toList();
        sink.clear();
        Number[] figures =
                story.close(month, new Story.Outcome(name, found.size(), runs.actions(run), statistics, mails));
        return MonthRow.of(name, story.columns(), figures);
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }
}
