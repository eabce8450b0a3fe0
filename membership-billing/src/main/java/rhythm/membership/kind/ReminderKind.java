package rhythm.membership.kind;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Selection;

/** A mail kind with rows: each row of its reminders has a range, a notice, and candidates of its own. */
interface ReminderKind extends MailKind {
    /** What must hold besides the row's range and the narrowing. */
    List<Condition> conditions();

    @Override
    default List<Selection> selections(JsonObject options, LocalDate asOf) {
        List<Selection> selections = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        JsonArray rows = options.getJsonArray("reminders", new JsonArray());
        for (int i = 0; i < rows.size(); i++) {
            JsonObject row = rows.getJsonObject(i);
            List<Condition> conditions = new ArrayList<>();
            conditions.add(Conditions.expiring(row));
            conditions.addAll(conditions());
            conditions.addAll(Conditions.narrowing(options));
            String name = name(row.getNumber("id"), i, taken);
            selections.add(new Selection(name, row.getString("reminder_notice_id"), conditions));
        }
        return selections;
    }

    /** The row's own id where it has one and no other row has it, else its place. */
    private static String name(Number id, int place, Set<String> taken) {
        String name = id == null
                ? "r" + (place + 1)
                : new BigDecimal(id.toString())
                        .stripTrailingZeros()
                        .toPlainString()
                        .replace('.', '-');
        return taken.add(name) ? name : "r" + (place + 1);
    }
}
