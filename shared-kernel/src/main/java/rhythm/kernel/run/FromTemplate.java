package rhythm.kernel.run;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import rhythm.kernel.engine.RelativeDate;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.RecordMapper;

/** Makes a draft run of a template: the same fields, every relative date a day counted from the reference date. */
final class FromTemplate {
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 9999;

    private FromTemplate() {}

    static JsonObject draft(JsonObject template, LocalDate reference, DayOfWeek weekStart) {
        JsonObject draft = new JsonObject();
        for (Map.Entry<String, Object> field : template) {
            boolean isOwn = field.getKey().startsWith("sys_")
                    || field.getKey().equals("id")
                    || field.getKey().equals("tenant_id");
            if (!isOwn && field.getValue() != null) {
                draft.put(field.getKey(), resolve(field.getValue(), reference, weekStart));
            }
        }
        return draft.put("template_id", template.getString("id")).put("status", "draft");
    }

    private static Object resolve(Object value, LocalDate reference, DayOfWeek weekStart) {
        return switch (value) {
            case JsonObject date
            when date.containsKey("relative_to") ->
                day(RecordMapper.MAPPER.convertValue(date.getMap(), RelativeDate.class), reference, weekStart);
            case JsonObject object -> {
                JsonObject resolved = new JsonObject();
                object.forEach(field -> resolved.put(field.getKey(), resolve(field.getValue(), reference, weekStart)));
                requireOrder(resolved);
                yield resolved;
            }
            case JsonArray array -> {
                JsonArray resolved = new JsonArray();
                array.forEach(item -> resolved.add(resolve(item, reference, weekStart)));
                yield resolved;
            }
            case null -> null;
            default -> value;
        };
    }

    private static String day(RelativeDate relative, LocalDate reference, DayOfWeek weekStart) {
        LocalDate day = relative.resolve(reference, weekStart);
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw Problem.INVALID.because("a date of the template would be in the year %d, beyond %d to %d"
                    .formatted(day.getYear(), FIRST_YEAR, LAST_YEAR));
        }
        return day.toString();
    }

    /** Two relative dates that are in order for one reference date may not be for another. */
    private static void requireOrder(JsonObject options) {
        String start = options.getString("expiration_date_range_start");
        String end = options.getString("expiration_date_range_end");
        if (start != null && end != null && start.compareTo(end) > 0) {
            throw Problem.INVALID.field(
                    "expiration_date_range_end", "would be %s, before the start %s".formatted(end, start));
        }
    }
}
