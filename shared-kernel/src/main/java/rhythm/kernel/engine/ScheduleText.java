package rhythm.kernel.engine;

import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.FieldValue;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A schedule said in English. Our own words: the library's get lists and steps wrong, and need resource bundles. */
record ScheduleText(CronFields fields, BitSet minutes, BitSet hours) {

    @Override
    public String toString() {
        var days = days();
        var months = isAll(CronFieldName.MONTH) ? "" : " in " + list(CronFieldName.MONTH);
        return time() + ", " + days + months;
    }

    private boolean isAll(CronFieldName name) {
        return CronFields.isEverything(fields.parts(name).getFirst());
    }

    private String time() {
        if (minutes.cardinality() * hours.cardinality() <= 6) {
            var times = hours.stream()
                    .boxed()
                    .flatMap(hour -> minutes.stream().mapToObj(minute -> "%02d:%02d".formatted(hour, minute)))
                    .toList();
            return "At " + join(times);
        }
        var minute = isAll(CronFieldName.MINUTE) ? "Every minute" : "At minute " + list(CronFieldName.MINUTE);
        var hour = isAll(CronFieldName.HOUR) ? "of every hour" : "past hour " + list(CronFieldName.HOUR);
        return minute + " " + hour;
    }

    private String days() {
        boolean anyDay = isAll(CronFieldName.DAY_OF_MONTH);
        boolean anyWeekday = isAll(CronFieldName.DAY_OF_WEEK);
        if (anyDay && anyWeekday) {
            return "every day";
        }
        var day = "on " + list(CronFieldName.DAY_OF_MONTH) + " of the month";
        var weekday = "on " + list(CronFieldName.DAY_OF_WEEK);
        if (anyDay) {
            return weekday;
        }
        if (anyWeekday) {
            return day;
        }
        boolean both =
                fields.startsWithStar(CronFieldName.DAY_OF_MONTH) || fields.startsWithStar(CronFieldName.DAY_OF_WEEK);
        return day + (both ? " if it is " + list(CronFieldName.DAY_OF_WEEK) : " or " + weekday);
    }

    private String list(CronFieldName name) {
        return join(fields.parts(name).stream().map(part -> part(name, part)).toList());
    }

    private static String join(List<String> items) {
        int last = items.size() - 1;
        return last == 0
                ? items.getFirst()
                : items.stream().limit(last).collect(Collectors.joining(", ")) + " and " + items.get(last);
    }

    private static String part(CronFieldName name, FieldExpression part) {
        return switch (part) {
            case Every every ->
                "every " + ordinal(every.getPeriod().getValue()) + " " + unit(name)
                        + (CronFields.isEverything(every.getExpression()) ? "" : from(name, every.getExpression()));
            case Between range -> dayWord(name) + value(name, range.getFrom()) + " to " + value(name, range.getTo());
            case On on -> on(name, on);
            default -> "every " + unit(name);
        };
    }

    private static String from(CronFieldName name, FieldExpression start) {
        return start instanceof Between ? " from " + part(name, start) : " from " + part(name, start) + " on";
    }

    private static String on(CronFieldName name, On on) {
        var value = value(name, on.getTime());
        int nth = on.getNth().getValue();
        return switch (on.getSpecialChar().getValue()) {
            case L ->
                name == CronFieldName.DAY_OF_WEEK
                        ? "the last " + value + " of the month"
                        : nth > 0 ? "the " + ordinal(nth) + " day before the last" : "the last day";
            case LW -> "the last weekday";
            case W -> "the weekday nearest day " + value;
            case HASH -> "the " + ordinal(nth) + " " + value + " of the month";
            default -> dayWord(name) + value;
        };
    }

    private static String dayWord(CronFieldName name) {
        return name == CronFieldName.DAY_OF_MONTH ? "day " : "";
    }

    private static String value(CronFieldName name, FieldValue<?> field) {
        int value = Integer.parseInt(String.valueOf(field.getValue()));
        return switch (name) {
            case MONTH -> Month.of(value).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case DAY_OF_WEEK -> DayOfWeek.of(value % 7 == 0 ? 7 : value).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            default -> String.valueOf(value);
        };
    }

    private static String unit(CronFieldName name) {
        return switch (name) {
            case MINUTE -> "minute";
            case HOUR -> "hour";
            case MONTH -> "month";
            default -> "day";
        };
    }

    private static String ordinal(int number) {
        var ending = number / 10 % 10 == 1
                ? "th"
                : switch (number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return number + ending;
    }
}
