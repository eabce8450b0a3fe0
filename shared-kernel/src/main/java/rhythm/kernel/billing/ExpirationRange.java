package rhythm.kernel.billing;

import java.time.LocalDate;
import rhythm.kernel.engine.RelativeDate;
import rhythm.kernel.record.Violations;

/** Checks the two ends of a range of expiration dates: their order when they are dates, their sense when relative. */
public final class ExpirationRange {
    private static final String START = ".expiration_date_range_start";
    private static final String END = ".expiration_date_range_end";

    private ExpirationRange() {}

    /** Adds what is wrong with the range of the object at {@code path}. */
    public static void check(Object start, Object end, String path, Violations violations) {
        if (start instanceof LocalDate from && end instanceof LocalDate to) {
            violations.expectOrder(from, to, path + END);
        }
        relative(start, path + START, violations);
        relative(end, path + END, violations);
    }

    private static void relative(Object bound, String path, Violations violations) {
        if (bound instanceof RelativeDate date) {
            date.violations().forEach(problem -> violations.add(path + "." + problem.field(), problem.message()));
        }
    }
}
