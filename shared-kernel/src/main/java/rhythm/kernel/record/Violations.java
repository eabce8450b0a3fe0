package rhythm.kernel.record;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.problem.Violation;

/** Collects what is wrong with a request, field by field, so that the client learns all of it at once. */
public final class Violations {
    private final List<Violation> found = new ArrayList<>();

    public void add(String field, String message) {
        found.add(new Violation(field, message));
    }

    /** Adds the violation unless the condition holds. */
    public void expect(boolean holds, String field, String message) {
        if (!holds) {
            add(field, message);
        }
    }

    /** Start after end is refused; both ends count. */
    public void expectOrder(LocalDate start, LocalDate end, String endField) {
        expect(start == null || end == null || !start.isAfter(end), endField, "must not be before the range's start");
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public void orThrow() {
        if (!found.isEmpty()) {
            throw Problem.INVALID.fields(List.copyOf(found));
        }
    }
}
