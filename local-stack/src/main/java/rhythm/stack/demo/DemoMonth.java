package rhythm.stack.demo;

import java.util.Locale;

/** One row of the demo's table; the totals have the same columns. */
public record DemoMonth(
        String month, int due, int notified, int renewed, int ended, int dropped, int excluded, int errors, int mails) {

    static final DemoMonth NOTHING = new DemoMonth("total", 0, 0, 0, 0, 0, 0, 0, 0);

    static final String HEADER = String.format(
            Locale.ROOT,
            "%-8s %6s %9s %8s %6s %8s %9s %7s %6s",
            "month",
            "due",
            "notified",
            "renewed",
            "ended",
            "dropped",
            "excluded",
            "errors",
            "mails");

    DemoMonth plus(DemoMonth other) {
        return new DemoMonth(
                month,
                due + other.due,
                notified + other.notified,
                renewed + other.renewed,
                ended + other.ended,
                dropped + other.dropped,
                excluded + other.excluded,
                errors + other.errors,
                mails + other.mails);
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-8s %6d %9d %8d %6d %8d %9d %7d %6d",
                month,
                due,
                notified,
                renewed,
                ended,
                dropped,
                excluded,
                errors,
                mails);
    }
}
