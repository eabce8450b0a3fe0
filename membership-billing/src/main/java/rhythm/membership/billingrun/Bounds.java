package rhythm.membership.billingrun;

import java.time.LocalDate;
import rhythm.kernel.engine.RelativeDate;
import rhythm.kernel.record.Violations;

/** Checks the two ends of a range: their order when they are dates, their sense when they are relative. */
final class Bounds {
    private static final String START = ".expiration_date_range_start";
    private static final String END = ".expiration_date_range_end";

    private Bounds() {}

    static void check(Object start, Object end, String path, Violations violations) {
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
