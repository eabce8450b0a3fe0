package rhythm.stack.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** All that a demo has to show: its story, and a second chapter where there is one. */
public record DemoResult(DemoReport story, Optional<DemoReport> renewals, OptionalLong memory) {

    /** Whether all is as it had to be, to the cent. */
    public boolean reconciles() {
        return chapters().allMatch(DemoReport::reconciles);
    }

    private Stream<DemoReport> chapters() {
        return Stream.concat(Stream.of(story), renewals.stream());
    }

    /** The last lines; {@code memory} is what the service holds in the end, in MiB. */
    public String closing() {
        StringBuilder text = new StringBuilder();
        memory.ifPresent(held -> text.append("the service holds " + held + " MiB\n"));
        return text.append(
                        "Look further: ./suite up starts the suite to try things by hand; the README shows each kind of call.\n")
                .toString();
    }

    /** How many months were told. */
    int months() {
        return chapters().mapToInt(chapter -> chapter.months().size()).sum();
    }

    /** What is missing and surplus in all chapters, and the difference to the gateway's ledger where there is money. */
    void balance(ObjectNode into) {
        into.put("missing", chapters().mapToInt(DemoReport::missing).sum())
                .put("surplus", chapters().mapToInt(DemoReport::surplus).sum());
        chapters()
                .flatMap(chapter -> chapter.statement().stream())
                .map(ClosingStatement::difference)
                .reduce(BigDecimal::add)
                .ifPresent(difference -> into.put("difference", difference));
    }

    /** Everything as JSON; what is missing and surplus, and the difference in money, is that of both chapters. */
    public String json() {
        ObjectNode root = Setup.object();
        story.writeMonths(root);
        balance(root);
        story.writeStatement(root);
        renewals.ifPresent(chapter -> {
            ObjectNode second = root.putObject("renewals");
            chapter.writeMonths(second);
            chapter.writeStatement(second);
            second.put("missing", chapter.missing()).put("surplus", chapter.surplus());
        });
        root.put(
                "seconds",
                chapters()
                                .map(DemoReport::took)
                                .reduce(Duration.ZERO, Duration::plus)
                                .toMillis()
                        / 1000.0);
        memory.ifPresent(held -> root.put("service_mib", held));
        return root.toPrettyString();
    }
}
