package rhythm.stack.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What one story of the demo has to show in the end. */
public record DemoReport(
        List<MonthRow> months,
        Map<String, Reconciliation> reconciliations,
        Optional<ClosingStatement> statement,
        Duration took) {

    /** Whether all is as it had to be, to the cent. */
    public boolean reconciles() {
        return missing() == 0
                && surplus() == 0
                && statement.map(money -> money.difference().signum() == 0).orElse(true);
    }

    /** Everything that had to happen and did not. */
    public int missing() {
        return sum(Reconciliation::missing);
    }

    /** Everything that happened and should not have. */
    public int surplus() {
        return sum(Reconciliation::surplus);
    }

    private int sum(ToIntFunction<Reconciliation> count) {
        return reconciliations.values().stream().mapToInt(count).sum();
    }

    /** The closing lines below the table. */
    String closing() {
        StringBuilder text = new StringBuilder(MonthRow.total(months).line()).append("\n\n");
        text.append(String.format(
                Locale.ROOT, "%-26s %9s %6s %8s %8s%n", "reconciliation", "expected", "done", "missing", "surplus"));
        reconciliations.forEach((name, it) -> text.append(String.format(
                Locale.ROOT, "%-26s %9d %6d %8d %8d%n", name, it.expected(), it.done(), it.missing(), it.surplus())));
        reconciliations.values().forEach(each -> each.deviations().stream()
                .limit(20)
                .forEach(deviation -> text.append("  ").append(deviation).append('\n')));
        statement.ifPresent(money -> text.append('\n').append(money.text()));
        return text.append(String.format(Locale.ROOT, "%n%d months in %.1f s%n", months.size(), seconds()))
                .toString();
    }

    /** The months and their totals, as JSON. */
    void writeMonths(ObjectNode into) {
        var rows = into.putArray("months");
        months.forEach(row -> figures(rows.addObject().put("month", row.month()), row));
        figures(into.putObject("totals"), MonthRow.total(months));
    }

    /** The money, where there is any. */
    void writeStatement(ObjectNode into) {
        statement.ifPresent(
                money -> money.lines().forEach(into.putObject("statement").put("currency", money.currency())::put));
    }

    private static void figures(ObjectNode into, MonthRow row) {
        row.figures().forEach(into::put);
    }

    private double seconds() {
        return took.toMillis() / 1000.0;
    }
}
