package rhythm.kernel.run;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom one kind (one row of its reminders) selects, and what the actions get from it.
 *
 * @param reminder the row of the reminders, empty for kinds without rows
 * @param reminderName what staff call the row, or null
 * @param notice the notice the mail is made of, or null
 * @param once that nobody is told the same twice, which staff may waive for an action; null where there is no such thing
 */
public record Selection(
        String reminder,
        @Nullable String reminderName,
        String notice,
        List<Condition> conditions,
        @Nullable Condition once) {
    public Selection(String reminder, String notice, List<Condition> conditions) {
        this(reminder, null, notice, conditions, null);
    }

    /** The same for those only who meet these conditions, and {@code once} as well if it is given. */
    Selection with(List<Condition> narrower, @Nullable Condition once) {
        return new Selection(reminder, reminderName, notice, narrower, once);
    }

    /** All that must hold for a candidate to be listed. */
    List<Condition> all() {
        return once == null
                ? conditions
                : Stream.concat(conditions.stream(), Stream.of(once)).toList();
    }
}
