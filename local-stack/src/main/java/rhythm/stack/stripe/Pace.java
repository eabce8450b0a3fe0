package rhythm.stack.stripe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** So many calls of an account within any second. */
final class Pace {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int aSecond;
    private final Map<String, Deque<Long>> taken = new ConcurrentHashMap<>();

    Pace(int aSecond) {
        this.aSecond = aSecond;
    }

    boolean admits(String account) {
        Deque<Long> mine = taken.computeIfAbsent(account, _ -> new ArrayDeque<>());
        synchronized (mine) {
            long now = System.nanoTime();
            while (!mine.isEmpty() && mine.getFirst() <= now - SECOND) {
                mine.removeFirst();
            }
            return mine.size() < aSecond && mine.add(now);
        }
    }
}
