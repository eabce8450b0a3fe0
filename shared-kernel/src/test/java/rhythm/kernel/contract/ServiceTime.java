package rhythm.kernel.contract;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import rhythm.kernel.bench.RunningClock;

/** Takes the place of real time in every service under test. */
final class ServiceTime {
    private ServiceTime() {}

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    static Clock real() {
        return RunningClock.SHARED;
    }
}
