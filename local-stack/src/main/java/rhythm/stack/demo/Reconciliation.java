package rhythm.stack.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds what was done against what had to be done, one by one; the same thing done twice is surplus. */
public final class Reconciliation {
    private final Map<String, Integer> open = new HashMap<>();
    private int expected;
    private int done;

    /** This must happen once. */
    public void expect(String deed) {
        expected++;
        open.merge(deed, 1, Integer::sum);
    }

    /** This happened once. */
    public void done(String deed) {
        done++;
        open.merge(deed, -1, Integer::sum);
    }

    /** How much had to be done. */
    public int expected() {
        return expected;
    }

    /** How much was done, rightly or not. */
    public int done() {
        return done;
    }

    /** How much was left out. */
    public int missing() {
        return open.values().stream()
                .filter(count -> count > 0)
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** How much was done that should not have been. */
    public int surplus() {
        return -open.values().stream()
                .filter(count -> count < 0)
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** One line for each deviation. */
    public List<String> deviations() {
        List<String> lines = new ArrayList<>();
        open.forEach((deed, count) -> {
            if (count != 0) {
                lines.add((count > 0 ? "missing: " : "surplus: ") + deed);
            }
        });
        lines.sort(null);
        return lines;
    }
}
