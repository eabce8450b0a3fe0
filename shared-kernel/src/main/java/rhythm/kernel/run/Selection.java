package rhythm.kernel.run;

import java.util.List;

/**
 * Whom one kind (one row of its reminders) selects, and what the actions get from it.
 *
 * @param reminder the row of the reminders, empty for kinds without rows
 * @param notice the notice the mail is made of, or null
 */
public record Selection(String reminder, String notice, List<Condition> conditions) {}
