package rhythm.stack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Days on which software that knows dates is put to the test; the moment is when a service believes to start. The two nights
 * are those of America/Chicago, half a minute before its clocks change.
 */
public enum CalendarDay {
    /** A Wednesday in the middle of a month: what tests and tools start on when nothing else is said. */
    ORDINARY("2026-11-18T10:00:00Z"),
    LAST_OF_JANUARY("2027-01-31T18:00:00Z"),
    LAST_OF_FEBRUARY("2027-02-28T18:00:00Z"),
    LEAP_DAY("2028-02-29T18:00:00Z"),
    CLOCKS_GO_FORWARD("2027-03-14T07:59:30Z"),
    CLOCKS_GO_BACK("2027-11-07T06:59:30Z"),
    LAST_OF_JUNE("2027-06-30T18:00:00Z"),
    SECOND_LAST_BUSINESS_DAY_OF_APRIL("2027-04-29T18:00:00Z"),
    LAST_BUSINESS_DAY_OF_OCTOBER("2027-10-29T18:00:00Z"),
    CHRISTMAS_EVE("2026-12-24T18:00:00Z"),
    DAY_BEFORE_NEW_YEARS_EVE("2026-12-30T18:00:00Z"),
    NEW_YEARS_EVE("2026-12-31T23:30:00Z"),
    NEW_YEAR("2027-01-01T00:30:00Z");

    private final Instant start;

    CalendarDay(String start) {
        this.start = Instant.parse(start);
    }

    /** When a service believes to start. */
    public Instant start() {
        return start;
    }

    /** How far a clock that shows this day now stands from the machine's. */
    public Duration shift() {
        return Duration.between(Instant.now(), start);
    }

    /** The machine's clock, put to this day. */
    public Clock clock() {
        return Clock.offset(Clock.systemUTC(), shift());
    }

    /** All but the ordinary one. */
    public static List<CalendarDay> awkward() {
        return Arrays.stream(values()).filter(day -> day != ORDINARY).toList();
    }

    /** Its date in UTC. */
    @Override
    public String toString() {
        return start.toString().substring(0, 10);
    }
}
