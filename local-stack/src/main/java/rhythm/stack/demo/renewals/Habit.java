package rhythm.stack.demo.renewals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import rhythm.stack.demo.Money;

/** When members who are billed pay. */
enum Habit {
    /** Before the next run. */
    PROMPT,
    /** After a reminder. */
    LATE,
    /** Half before the next run, the rest after a reminder. */
    HALVES,
    /** When the list of those to be dropped is made already. */
    LAST_MINUTE,
    /** After having been dropped. */
    TOO_LATE,
    NEVER;

    private static final Habit[] OF_TEN = {
        PROMPT, PROMPT, LATE, PROMPT, HALVES, NEVER, PROMPT, LAST_MINUTE, TOO_LATE, NEVER
    };

    /** That of the member at this place among those who are billed. */
    static Habit of(int place) {
        return OF_TEN[place % OF_TEN.length];
    }

    /** What is paid of an order before a run, this many runs after the one that placed it. */
    BigDecimal pays(BigDecimal total, int runs, boolean isDropped) {
        BigDecimal half = total.divide(BigDecimal.TWO, 2, RoundingMode.DOWN);
        return switch (this) {
            case PROMPT -> runs == 1 ? total : Money.NOTHING;
            case LATE -> runs == 2 ? total : Money.NOTHING;
            case HALVES -> runs == 1 ? half : runs == 2 ? total.subtract(half) : Money.NOTHING;
            case TOO_LATE -> isDropped ? total : Money.NOTHING;
            case LAST_MINUTE, NEVER -> Money.NOTHING;
        };
    }
}
