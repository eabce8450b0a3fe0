package rhythm.stack.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhythm.stack.CalendarDay;
import rhythm.stack.Service;

/** Plays a service's demo and says whether everything is as the file has it. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Replays years of real licences and holds every deed, and every cent, against the file.")
@NullUnmarked
public final class DemoCommand implements Callable<Integer> {
    private static final String TENANT = "chicago";

    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..1",
            defaultValue = "membership",
            description = "Whose demo: membership, certifications or collect (default: ${DEFAULT-VALUE}).")
    Service service;

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Option(names = "--native", description = "Run the native executable instead of the JVM.")
    boolean asNative;

    @Option(
            names = "--awkward-days",
            description = "Tell the story's first months only, with the service started on each of the days on which"
                    + " software that knows dates tends to err: month ends, a leap day, changes of clocks, New Year.")
    boolean awkwardDays;

    @Override
    public Integer call() throws IOException {
        try (DemoStage stage = new DemoStage(service, asNative)) {
            return awkwardDays ? playDays(stage) : playOnce(stage);
        }
    }

    private int playOnce(DemoStage stage) {
        DemoResult result = stage.play(
                TENANT,
                Duration.ZERO,
                Length.FULL,
                story -> tell(MonthRow.header(story.columns())),
                month -> tell(month.line()),
                report -> tell(report.closing()));
        System.out.println(json ? result.json() : result.closing());
        return result.reconciles() ? 0 : 1;
    }

    /** The latest day first: a tenant of a later day then has nothing to catch up with. */
    private int playDays(DemoStage stage) {
        List<CalendarDay> days = CalendarDay.awkward().stream()
                .sorted(Comparator.comparing(CalendarDay::start).reversed())
                .toList();
        ObjectNode result = Setup.object();
        ArrayNode rows = result.putArray("days");
        boolean reconciles = true;
        for (CalendarDay day : days) {
            DemoResult played =
                    stage.play(TENANT + "-" + day, day.shift(), Length.SHORT, story -> {}, month -> {}, report -> {});
            reconciles &= played.reconciles();
            ObjectNode row = rows.addObject().put("day", day.toString()).put("months", played.months());
            played.balance(row);
            tell("%s  %d months, missing %s, surplus %s, difference %s"
                    .formatted(
                            day,
                            played.months(),
                            row.path("missing").asText(),
                            row.path("surplus").asText(),
                            row.path("difference").asText("-")));
        }
        if (json) {
            System.out.println(result.toPrettyString());
        }
        return reconciles ? 0 : 1;
    }

    private void tell(String line) {
        if (!json) {
            System.out.println(line);
        }
    }
}
