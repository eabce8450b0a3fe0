package rhythm.kernel.tenant;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where real time comes from. Where clocks may be moved, {@code rhythm.clock.shift} says how far the service's own stands from
 * the machine's (ISO 8601, such as {@code P30D} or {@code -PT8H}): for demonstrations, drills and tests of another day.
 */
final class Time {
    private Time() {}

    @Produces
    @Singleton
    static Clock real(
            @ConfigProperty(name = "rhythm.clock.movable", defaultValue = "false") boolean movable,
            @ConfigProperty(name = "rhythm.clock.shift") Optional<Duration> shift) {
        Clock system = Clock.systemUTC();
        if (shift.isEmpty()) {
            return system;
        }
        if (!movable) {
            throw new IllegalStateException(
                    "rhythm.clock.shift is for installations where rhythm.clock.movable is true");
        }
        return Clock.offset(system, shift.get());
    }
}
