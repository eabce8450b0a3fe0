package rhythm.kernel.tenant;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Where real time comes from; tests put another clock in its place. */
final class Time {
    private Time() {}

    @Produces
    @Singleton
    static Clock real() {
        return Clock.systemUTC();
    }
}
