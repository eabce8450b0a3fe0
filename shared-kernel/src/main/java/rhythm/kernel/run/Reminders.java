package rhythm.kernel.run;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import rhythm.kernel.run.Effect.Change;
import rhythm.kernel.run.Effect.SendMail;

/** The rows of a kind that reminds: each has a range, a notice, and candidates of its own. */
public final class Reminders {
    private Reminders() {}

    /** One selection a row; {@code conditions} says for a row whom it selects. */
    public static List<Selection> selections(JsonObject options, Function<JsonObject, List<Condition>> conditions) {
        List<Selection> selections = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        JsonArray rows = options.getJsonArray("reminders", new JsonArray());
        for (int i = 0; i < rows.size(); i++) {
            JsonObject row = rows.getJsonObject(i);
            String name = name(row.getNumber("id"), i, taken);
            selections.add(new Selection(
                    name, row.getString("name"), row.getString("reminder_notice_id"), conditions.apply(row), null));
        }
        return selections;
    }

    /** The mail is the deed; the candidate, a row of the table, then notes when it was reminded. */
    public static List<Effect> effects(String table) {
        return List.of(new SendMail(), new Change("""
                update %s c set last_reminded_at = :now, sys_version = c.sys_version + 1, sys_last_modified_at = :real_now
                where c.tenant_id = :tenant and c.id = any(:candidates)""".formatted(table), Map.of()));
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
