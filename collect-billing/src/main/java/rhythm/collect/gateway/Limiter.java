package rhythm.collect.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Paces calls to so many a second for each account, evenly: who comes too early waits for his turn. For the calls of this process
 * only; replicas that share an account share its limit by what they are set to. Blocks; for virtual threads.
 */
final class Limiter {
    private final long nanosApart;
    private final LongSupplier nanos;
    private final Map<String, Long> next = new ConcurrentHashMap<>();

    Limiter(int aSecond, LongSupplier nanos) {
        this.nanosApart = TimeUnit.SECONDS.toNanos(1) / aSecond;
        this.nanos = nanos;
    }

    /** Waits for the turn of a call; throws if it is interrupted meanwhile. */
    void await(String account) throws InterruptedException {
        long wait = turn(account);
        for (long end = nanos.getAsLong() + wait; wait > 0; wait = end - nanos.getAsLong()) {
            LockSupport.parkNanos(wait);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Takes the next turn of an account; answers how many nanoseconds it is away. */
    long turn(String account) {
        long now = nanos.getAsLong();
        long mine = next.merge(account, now, (before, _) -> Math.max(before + nanosApart, now));
        return mine - now;
    }
}
