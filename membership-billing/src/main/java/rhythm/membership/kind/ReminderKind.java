package rhythm.membership.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;
import rhythm.kernel.run.Reminders;
import rhythm.kernel.run.Selection;

/** A mail kind with rows: each row of its reminders has a range, a notice, and candidates of its own. */
interface ReminderKind extends MailKind {
    /** What must hold besides the row's range and the narrowing. */
    List<Condition> conditions();

    @Override
    default List<Selection> selections(JsonObject options, LocalDate asOf) {
        return Reminders.selections(options, row -> {
            List<Condition> conditions = new ArrayList<>(conditions());
            conditions.addFirst(Conditions.expiring(row));
            conditions.addAll(MembershipConditions.addressed(options));
            conditions.addAll(MembershipConditions.narrowing(options));
            return conditions;
        });
    }
}
