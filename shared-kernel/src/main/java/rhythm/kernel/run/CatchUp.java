package rhythm.kernel.run;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One run for several occurrences that nobody came to: its ranges are those of all of them, joined. Where days lie between
 * that no occurrence was for, its range stays that of the last, and what the others were for is named.
 */
final class CatchUp {
    private static final String START = "expiration_date_range_start";
    private static final String END = "expiration_date_range_end";

    private final List<String> passedOver = new ArrayList<>();

    /** The first and the last day of a range. */
    private record Range(LocalDate start, LocalDate end) {
        static Range of(JsonObject options) {
            return new Range(LocalDate.parse(options.getString(START)), LocalDate.parse(options.getString(END)));
        }

        @Override
        public String toString() {
            return start.equals(end) ? start.toString() : start + " to " + end;
        }
    }

    /** Widens the draft of the last occurrence by the drafts of those before it, all made of one template. */
    void join(JsonObject last, List<JsonObject> earlier) {
        join("", last, earlier);
    }

    /** The ranges that nobody was looked at for, such as {@code drop_options: 2026-01-01 to 2026-01-07}. */
    List<String> passedOver() {
        return passedOver;
    }

    private void join(String path, JsonObject last, List<JsonObject> earlier) {
        if (last.getValue(START) instanceof String && last.getValue(END) instanceof String) {
            widen(path, last, earlier);
        }
        for (String field : last.fieldNames()) {
            String inner = path.isEmpty() ? field : path + "." + field;
            if (last.getValue(field) instanceof JsonObject object) {
                join(inner, object, each(earlier, one -> one.getJsonObject(field)));
            } else if (last.getValue(field) instanceof JsonArray list) {
                for (int i = 0; i < list.size(); i++) {
                    int place = i;
                    if (list.getValue(i) instanceof JsonObject element) {
                        join(inner + "[" + i + "]", element, each(earlier, one -> one.getJsonArray(field)
                                .getJsonObject(place)));
                    }
                }
            }
        }
    }

    private static List<JsonObject> each(
            List<JsonObject> drafts, java.util.function.Function<JsonObject, JsonObject> inner) {
        return drafts.stream().map(inner).toList();
    }

    private void widen(String path, JsonObject last, List<JsonObject> earlier) {
        Range own = Range.of(last);
        List<Range> ranges = Stream.concat(earlier.stream().map(Range::of), Stream.of(own))
                .sorted(Comparator.comparing(Range::start))
                .toList();
        List<Range> joined = new ArrayList<>();
        for (Range range : ranges) {
            Range before = joined.isEmpty() ? null : joined.getLast();
            if (before == null || range.start.isAfter(before.end.plusDays(1))) {
                joined.add(range);
            } else if (range.end.isAfter(before.end)) {
                joined.set(joined.size() - 1, new Range(before.start, range.end));
            }
        }
        if (joined.size() == 1) {
            last.put(START, joined.getFirst().start.toString())
                    .put(END, joined.getFirst().end.toString());
            return;
        }
        joined.stream()
                .filter(range -> range.start.isAfter(own.end) || range.end.isBefore(own.start))
                .forEach(range -> passedOver.add(path + ": " + range));
        joined.stream()
                .filter(range -> !range.start.isAfter(own.start) && !range.end.isBefore(own.end))
                .forEach(range -> last.put(START, range.start.toString()).put(END, range.end.toString()));
    }
}
