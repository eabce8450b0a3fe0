package rhythm.kernel.run;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.engine.Schedule;

/** One time a recurring run comes: when its billing run is made, and when that is to be carried out. */
public record Occurrence(Instant processing, Instant run) {
    // beyond so many missed occurrences the schedule is taken up again a day before now
    private static final int STEPS = 2000;

    /** The first occurrence whose run date lies after {@code after}. */
    public static Occurrence next(String schedule, int leadTime, TenantSettings settings, Instant after) {
        return of(Schedule.parse(schedule).next(after.atZone(settings.zone())), leadTime, settings);
    }

    /**
     * The same for a schedule that was edited after a run was made of its occurrence {@code made}: that day has had its run,
     * unless the schedule comes more than once a day.
     */
    public static Occurrence next(
            String schedule, int leadTime, TenantSettings settings, Instant after, @Nullable Instant made) {
        if (made == null) {
            return next(schedule, leadTime, settings, after);
        }
        LocalDate day = made.atZone(settings.zone()).toLocalDate();
        Instant dawn = day.atStartOfDay(settings.zone()).toInstant();
        Instant night = day.plusDays(1).atStartOfDay(settings.zone()).toInstant();
        Instant first = next(schedule, leadTime, settings, dawn.minusMillis(1)).run;
        boolean isOncePerDay = !next(schedule, leadTime, settings, first).run.isBefore(night);
        Instant passed = isOncePerDay ? night.minusMillis(1) : made;
        return next(schedule, leadTime, settings, after.isAfter(passed) ? after : passed);
    }

    /** The occurrence planned for this time, at the same hour on the tenant's clock now that this or the holidays changed. */
    public static Occurrence moved(
            String schedule, int leadTime, TenantSettings before, TenantSettings after, Instant planned) {
        LocalDateTime hour = planned.atZone(before.zone()).toLocalDateTime();
        return of(Schedule.parse(schedule).from(hour, after.zone()), leadTime, after);
    }

    private static Occurrence of(ZonedDateTime run, int leadTime, TenantSettings settings) {
        LocalDate day = settings.businessDays().minus(run.toLocalDate(), leadTime);
        return new Occurrence(
                day.atTime(run.toLocalTime()).atZone(settings.zone()).toInstant(), run.toInstant());
    }

    /**
     * The first occurrence from {@code from} on, and those after it whose run dates have passed as well: after an outage there is
     * one catch-up run for all of them, not many. Those still to run come each by itself, however many are to be processed at the
     * same moment.
     */
    static List<Occurrence> due(String schedule, int leadTime, TenantSettings settings, Instant from, Instant now) {
        List<Occurrence> due = new ArrayList<>();
        due.add(next(schedule, leadTime, settings, from.minusMillis(1)));
        for (int step = 0; ; step++) {
            Instant latest = due.getLast().run;
            Instant after = step == STEPS ? now.minusSeconds(86_400) : latest;
            Occurrence following = next(schedule, leadTime, settings, after.isAfter(latest) ? after : latest);
            if (following.run.isAfter(now)) {
                return due;
            }
            due.add(following);
        }
    }
}
