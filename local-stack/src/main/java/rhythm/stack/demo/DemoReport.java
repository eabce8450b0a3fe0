package rhythm.stack.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What the demo has to show in the end. */
public record DemoReport(
        List<DemoMonth> months, Reconciliation mails, Reconciliation drops, Reconciliation records, Duration took) {

    /** Everything that had to happen and did not. */
    public int missing() {
        return mails.missing() + drops.missing() + records.missing();
    }

    /** Everything that happened and should not have. */
    public int surplus() {
        return mails.surplus() + drops.surplus() + records.surplus();
    }

    DemoMonth totals() {
        return months.stream().reduce(DemoMonth.NOTHING, DemoMonth::plus);
    }

    /** The closing lines below the table; {@code memory} is what the service holds in the end, in MiB. */
    public String closing(OptionalLong memory) {
        StringBuilder text = new StringBuilder(totals().row()).append("\n\n");
        text.append(String.format(
                Locale.ROOT, "%-24s %9s %6s %8s %8s%n", "reconciliation", "expected", "done", "missing", "surplus"));
        line(text, "mails", mails);
        line(text, "drops", drops);
        line(text, "memberships at the end", records);
        for (Reconciliation each : List.of(mails, drops, records)) {
            each.deviations().stream()
                    .limit(20)
                    .forEach(deviation -> text.append("  ").append(deviation).append('\n'));
        }
        text.append(String.format(Locale.ROOT, "%n%d months in %.1f s%n", months.size(), took.toMillis() / 1000.0));
        memory.ifPresent(held -> text.append("the service holds " + held + " MiB\n"));
        text.append(
                "Look further: ./suite up starts the suite to try things by hand; the README shows each kind of call.\n");
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Reconciliation it) {
        text.append(String.format(
                Locale.ROOT, "%-24s %9d %6d %8d %8d%n", name, it.expected(), it.done(), it.missing(), it.surplus()));
    }

    /** The same as JSON. */
    public String json(OptionalLong memory) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.set("months", mapper.valueToTree(months));
        ObjectNode totals = mapper.valueToTree(totals());
        totals.remove("month");
        root.set("totals", totals);
        root.put("missing", missing()).put("surplus", surplus()).put("seconds", took.toMillis() / 1000.0);
        memory.ifPresent(held -> root.put("service_mib", held));
        return root.toPrettyString();
    }
}
