package rhythm.stack.demo;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One row of a demo's table: a month and its figures, by column in the table's order. */
public record MonthRow(String month, Map<String, BigDecimal> figures) {
    private static final int NARROWEST = 8;

    public MonthRow {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /** A row whose figures come in the order of the columns. */
    static MonthRow of(String month, List<String> columns, Number... figures) {
        Map<String, BigDecimal> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < figures.length; i++) {
            byColumn.put(columns.get(i), new BigDecimal(figures[i].toString()));
        }
        return new MonthRow(month, byColumn);
    }

    static MonthRow total(List<MonthRow> rows) {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        rows.forEach(row -> row.figures.forEach((column, figure) -> sums.merge(column, figure, BigDecimal::add)));
        return new MonthRow("total", sums);
    }

    static String header(List<String> columns) {
        return String.format(Locale.ROOT, "%-8s", "month")
                + columns.stream().map(column -> cell(column, column)).collect(Collectors.joining());
    }

    String line() {
        return String.format(Locale.ROOT, "%-8s", month)
                + figures.entrySet().stream()
                        .map(figure -> cell(figure.getKey(), figure.getValue().toPlainString()))
                        .collect(Collectors.joining());
    }

    private static String cell(String column, String content) {
        return " ".repeat(1 + Math.max(NARROWEST, column.length() + 1) - content.length()) + content;
    }
}
