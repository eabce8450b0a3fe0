package rhythm.benchmarks;

import java.util.Locale;

/** One line of the table: what was measured, the figure, and the limit it keeps or misses, if it has one. */
record Figure(String what, String value, String limit, boolean isKept) {
    static Figure of(String what, double value, String unit) {
        return new Figure(what, format(value) + " " + unit, "", true);
    }

    static Figure atMost(String what, double value, double limit, String unit) {
        return new Figure(what, format(value) + " " + unit, "at most " + format(limit), value <= limit);
    }

    static Figure atLeast(String what, double value, double limit, String unit) {
        return new Figure(what, format(value) + " " + unit, "at least " + format(limit), value >= limit);
    }

    String line() {
        String verdict = limit.isEmpty() ? "" : isKept ? "kept" : "MISSED";
        return String.format(Locale.ROOT, "%-76s %16s  %-14s %s", what, value.strip(), limit, verdict);
    }

    private static String format(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
    }
}
