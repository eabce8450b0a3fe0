package rhythm.kernel.run;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import rhythm.kernel.engine.BusinessDays;
import rhythm.kernel.engine.Schedule;

/** One time a recurring run comes: when its billing run is made, and when that is to be carried out. */
public record Occurrence(Instant processing, Instant run) {
    // beyond so many missed occurrences the schedule is taken up again a day before now
    private static final int STEPS = 2000;

    /** The first occurrence whose run date lies after {@code after}. */
    public static Occurrence next(String schedule, int leadTime, TenantSettings settings, Instant after) {
        return of(Schedule.parse(schedule).next(after.atZone(settings.zone())), leadTime, settings);
    }

    /** The occurrence planned for this time, at the same hour on the tenant's clock now that this or the holidays changed. */
    public static Occurrence moved(
            String schedule, int leadTime, TenantSettings before, TenantSettings after, Instant planned) {
        LocalDateTime hour = planned.atZone(before.zone()).toLocalDateTime();
        return of(Schedule.parse(schedule).from(hour, after.zone()), leadTime, after);
    }

    private static Occurrence of(ZonedDateTime run, int leadTime, TenantSettings settings) {
        LocalDate day = days(settings).minus(run.toLocalDate(), leadTime);
        return new Occurrence(
                day.atTime(run.toLocalTime()).atZone(settings.zone()).toInstant(), run.toInstant());
    }

    /** Of all occurrences that are due, the last: after an outage there is one catch-up run, not many. */
    static Occurrence latest(String schedule, int leadTime, TenantSettings settings, Instant from, Instant now) {
        Occurrence latest = next(schedule, leadTime, settings, from.minusMillis(1));
        for (int step = 0; ; step++) {
            Instant after = step == STEPS ? now.minusSeconds(86_400) : latest.run;
            Occurrence following = next(schedule, leadTime, settings, after.isAfter(latest.run) ? after : latest.run);
            if (following.processing.isAfter(now)) {
                return latest;
            }
            latest = following;
        }
    }

    private static BusinessDays days(TenantSettings settings) {
        List<LocalDate> listed =
                settings.holidays().stream().map(LocalDate::parse).toList();
        return BusinessDays.of(settings.holidayCalendar(), listed);
    }
}
