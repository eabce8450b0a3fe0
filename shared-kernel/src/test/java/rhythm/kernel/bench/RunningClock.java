package rhythm.kernel.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import rhythm.stack.CalendarDay;

/** Real time for services under test: it runs on from the moment it is put at, and nobody can tell today's date by it. */
public final class RunningClock extends Clock {
    /** The one clock of the services that a test's JVM has and starts. */
    public static final RunningClock SHARED = new RunningClock();

    private volatile Duration shift = CalendarDay.ORDINARY.shift();

    private RunningClock() {}

    /** From now on it is that day, and later. */
    public void put(CalendarDay day) {
        shift = day.shift();
    }

    /** How far it stands from the machine's, for processes that are to go by it. */
    public Duration shift() {
        return shift;
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(shift);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
