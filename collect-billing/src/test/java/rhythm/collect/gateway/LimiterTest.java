package rhythm.collect.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimiterTest {
    private final AtomicLong nanos = new AtomicLong(5);
    private final Limiter limiter = new Limiter(20, nanos::get);

    private long millis(String account) {
        return TimeUnit.NANOSECONDS.toMillis(limiter.turn(account));
    }

    @Test
    void callsOfAnAccountTakeTheirTurnsEvenly() {
        assertEquals(0, millis("a"));
        assertEquals(50, millis("a"));
        assertEquals(100, millis("a"));
        assertEquals(0, millis("b"), "another account has turns of its own");
    }

    @Test
    void timeThatWasNotUsedIsNotSavedUp() {
        limiter.turn("a");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(3));
        assertEquals(0, millis("a"));
        assertEquals(50, millis("a"));
    }
}
