package rhythm.kernel.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A template's date, such as "30 days before the end of the month", that becomes a date once a run has its reference date. */
public record RelativeDate(
        @Nullable Integer number,
        @Nullable Position position,
        @JsonProperty("unit_of_time") @Nullable UnitOfTime unitOfTime,
        @JsonProperty("relative_to") @Nullable Boundary relativeTo) {

    // A century of days: beyond it a date is a slip of the finger.
    private static final int LARGEST_NUMBER = 36_525;

    /** The side of the boundary on which the date lies. */
    public enum Position {
        @JsonProperty("before")
        BEFORE,
        @JsonProperty("after")
        AFTER,
        @JsonProperty("on")
        ON
    }

    /** The length of one step away from the boundary. */
    public enum UnitOfTime {
        @JsonProperty("days")
        DAYS,
        @JsonProperty("weeks")
        WEEKS,
        @JsonProperty("months")
        MONTHS,
        @JsonProperty("years")
        YEARS
    }

    /** Something about a relative date that means nothing: the field and why. */
    public record Violation(String field, String message) {}

    /** What keeps this from being a date; empty if nothing does. */
    public List<Violation> violations() {
        var found = new ArrayList<Violation>();
        if (position == null) {
            found.add(new Violation("position", "is required"));
        }
        if (relativeTo == null) {
            found.add(new Violation("relative_to", "is required"));
        }
        if (position != null && position != Position.ON) {
            if (number == null) {
                found.add(new Violation("number", "is required unless the position is 'on'"));
            } else if (number < 0 || number > LARGEST_NUMBER) {
                found.add(new Violation("number", "must be between 0 and " + LARGEST_NUMBER));
            }
            if (unitOfTime == null) {
                found.add(new Violation("unit_of_time", "is required unless the position is 'on'"));
            }
        }
        return List.copyOf(found);
    }

    /** The date this means for a reference date: the boundary first, then the offset from there. */
    public LocalDate resolve(LocalDate reference, DayOfWeek weekStart) {
        if (position == null || relativeTo == null) {
            throw new IllegalStateException("a relative date needs a position and what it is relative to");
        }
        var boundary = relativeTo.of(reference, weekStart);
        if (position == Position.ON) {
            return boundary;
        }
        if (number == null || unitOfTime == null) {
            throw new IllegalStateException("a relative date before or after needs a number and a unit of time");
        }
        long steps = position == Position.BEFORE ? -number.longValue() : number.longValue();
        return switch (unitOfTime) {
            case DAYS -> boundary.plusDays(steps);
            case WEEKS -> boundary.plusWeeks(steps);
            case MONTHS -> plusMonths(boundary, steps);
            case YEARS -> plusMonths(boundary, 12 * steps);
        };
    }

    // One month after 28 February is 31 March: who starts at the end of a month stays there.
    private static LocalDate plusMonths(LocalDate date, long months) {
        var target = YearMonth.from(date).plusMonths(months);
        boolean endOfMonth = date.getDayOfMonth() == date.lengthOfMonth();
        return endOfMonth
                ? target.atEndOfMonth()
                : target.atDay(Math.min(date.getDayOfMonth(), target.lengthOfMonth()));
    }
}
