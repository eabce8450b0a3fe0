package rhythm.kernel.engine;

import com.cronutils.model.field.CronFieldName;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Locale;

/**
 * When a recurring run runs: a five-field cron expression with L, LW, nW, nL and d#n. Sunday is 0 or 7; a day
 * of the month and a day of the week together mean either.
 */
public final class Schedule {
    // Leap days of one week day recur after at most 40 years (2096 to 2136).
    private static final int DAYS_TO_SEARCH = 366 * 41;

    private final String expression;
    private final BitSet minutes;
    private final BitSet hours;
    private final DayRule days;
    private final String humanReadable;

    private Schedule(String expression, CronFields fields) {
        this.expression = expression;
        this.minutes = fields.values(CronFieldName.MINUTE);
        this.hours = fields.values(CronFieldName.HOUR);
        this.days = DayRule.of(fields);
        this.humanReadable = new ScheduleText(fields, minutes, hours).toString();
    }

    /** Reads an expression; an IllegalArgumentException says what is wrong with it. */
    public static Schedule parse(String expression) {
        var trimmed = expression.strip().toUpperCase(Locale.ROOT);
        var schedule = new Schedule(trimmed, CronFields.parse(trimmed));
        schedule.nextLocal(LocalDateTime.of(2000, 1, 1, 0, 0));
        return schedule;
    }

    /** The first time after this one, in its zone. */
    public ZonedDateTime next(ZonedDateTime after) {
        var local = after.toLocalDateTime();
        while (true) {
            local = nextLocal(local);
            var next = at(local, after.getZone());
            if (next.isAfter(after)) {
                return next;
            }
        }
    }

    /** The first time at which a clock in the zone shows this or a later minute. */
    public ZonedDateTime from(LocalDateTime minute, ZoneId zone) {
        return at(nextLocal(minute.minusMinutes(1)), zone);
    }

    /** In a gap the next minute that exists, which the clock shows right after it; of an ambiguous time the first. */
    private static ZonedDateTime at(LocalDateTime local, ZoneId zone) {
        var transition = zone.getRules().getTransition(local);
        return transition != null && transition.isGap()
                ? transition.getInstant().atZone(zone)
                : local.atZone(zone).withEarlierOffsetAtOverlap();
    }

    private LocalDateTime nextLocal(LocalDateTime after) {
        var start = after.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        var date = start.toLocalDate();
        for (int day = 0; day < DAYS_TO_SEARCH; day++, date = date.plusDays(1)) {
            if (days.matches(date)) {
                int from = day == 0 ? start.getHour() : 0;
                for (int hour = hours.nextSetBit(from); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
                    int minute = minutes.nextSetBit(day == 0 && hour == start.getHour() ? start.getMinute() : 0);
                    if (minute >= 0) {
                        return date.atTime(hour, minute);
                    }
                }
            }
        }
        throw new IllegalArgumentException("the schedule '" + expression + "' never comes");
    }

    /** Whether it comes no more often than once an hour. */
    public boolean isAtMostHourly() {
        return minutes.cardinality() == 1;
    }

    /** The schedule in English, for staff. */
    public String humanReadable() {
        return humanReadable;
    }

    @Override
    public String toString() {
        return expression;
    }
}
