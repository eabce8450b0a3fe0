package rhythm.kernel.run;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import rhythm.kernel.record.Currency;

/** What {@link RunNews} say to people. */
final class RunNewsText {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm VV");

    private RunNewsText() {}

    static String of(String name, String event, JsonObject facts, ZoneId zone) {
        StringBuilder text = new StringBuilder("The billing run \"" + name + "\" is " + said(event) + ".\n");
        if (facts.getString("date") != null && !event.equals(RunNews.COMPLETED)) {
            OffsetDateTime date = OffsetDateTime.parse(facts.getString("date"));
            text.append("Its date: ")
                    .append(HOUR.format(date.atZoneSameInstant(zone)))
                    .append('\n');
        }
        if (facts.getString("error") != null) {
            text.append(facts.getString("error")).append('\n');
        }
        facts.getJsonArray("counts", new JsonArray()).forEach(count -> {
            JsonArray one = (JsonArray) count;
            text.append("\n%s, %s: %s".formatted(one.getValue(0), one.getValue(1), one.getValue(2)));
        });
        JsonObject changes = facts.getJsonObject("changes", new JsonObject());
        changes.forEach(change -> text.append("\n%s: %s".formatted(change.getKey(), change.getValue())));
        facts.getJsonObject("list", new JsonObject())
                .getJsonObject("amounts", new JsonObject())
                .forEach(sum -> text.append("\nto bill and charge: %s %s".formatted(amount(sum), sum.getKey())));
        return text.append('\n').toString();
    }

    private static String said(String event) {
        return switch (event) {
            case RunNews.UNAPPROVED -> "to be carried out soon and not approved yet";
            case RunNews.OVERDUE -> "overdue: its date has passed, and nobody has approved it";
            default -> event;
        };
    }

    private static String amount(Map.Entry<String, Object> sum) {
        BigDecimal amount = new BigDecimal(String.valueOf(sum.getValue()));
        return Currency.of(sum.getKey())
                .map(it -> it.round(amount))
                .orElse(amount)
                .toPlainString();
    }
}
