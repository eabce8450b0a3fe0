package rhythm.stack.demo;

import java.time.YearMonth;

/** How much of a story is told. */
public enum Length {
    FULL,
    /** The first months: enough to see every deed of a run once. */
    SHORT;

    private static final int MONTHS = 3;

    /** The last month of a story that tells these months in full. */
    public YearMonth last(YearMonth from, YearMonth to) {
        return this == FULL ? to : from.plusMonths(MONTHS - 1);
    }
}
