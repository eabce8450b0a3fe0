package rhythm.kernel.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.tenant.RateLimits.Admission;

class RateLimitsTest {
    private static final int LIMIT = 100;
    private final Shared shared = new Shared();
    private final MovableClock clock = new MovableClock("2026-03-01T10:00:18Z");

    private RateLimits replica() {
        return new RateLimits(new Settings(), shared, clock);
    }

    @Test
    void replicas_together_admit_exactly_the_limit() {
        RateLimits one = replica();
        RateLimits two = replica();
        long admitted = IntStream.range(0, 500)
                .mapToObj(i -> take(i % 3 == 0 ? one : two, "chamber"))
                .filter(Admission::admitted)
                .count();
        assertEquals(LIMIT, admitted);
    }

    @Test
    void one_statement_serves_many_requests() {
        RateLimits limits = replica();
        IntStream.range(0, 1000).forEach(i -> take(limits, "chamber"));
        assertEquals(21, shared.statements);
    }

    @Test
    void tenants_do_not_use_up_each_others_requests() {
        RateLimits limits = replica();
        IntStream.range(0, 200).forEach(i -> take(limits, "chamber"));
        assertFalse(take(limits, "chamber").admitted());
        assertTrue(take(limits, "club").admitted());
    }

    @Test
    void a_new_window_admits_again() {
        RateLimits limits = replica();
        IntStream.range(0, 200).forEach(i -> take(limits, "chamber"));
        clock.pass(Duration.ofSeconds(60));
        assertTrue(take(limits, "chamber").admitted());
    }

    @Test
    void the_headers_tell_what_is_left_and_until_when() {
        RateLimits limits = replica();
        assertEquals("\"tenant\";q=100;w=60", limits.policy(take(limits, "club")));
        assertEquals("\"tenant\";r=99;t=42", RateLimits.limit(take(limits, "chamber")));
        assertEquals("\"tenant\";r=98;t=42", RateLimits.limit(take(limits, "chamber")));
        IntStream.range(0, 200).forEach(i -> take(limits, "chamber"));
        assertEquals("\"tenant\";r=0;t=42", RateLimits.limit(take(limits, "chamber")));
    }

    @Test
    void a_lost_database_does_not_stick() {
        RateLimits limits = replica();
        shared.isLost = true;
        assertThrows(IllegalStateException.class, () -> take(limits, "chamber"));
        shared.isLost = false;
        assertTrue(take(limits, "chamber").admitted());
    }

    private static Admission take(RateLimits limits, String tenant) {
        return limits.take(tenant).await().atMost(Duration.ofSeconds(10));
    }

    private static final class Shared implements Permits {
        final Map<String, Long> taken = new HashMap<>();
        int statements;
        boolean isLost;

        @Override
        public Uni<Block> take(String tenant, Instant window, Duration length, long limit) {
            if (isLost) {
                return Uni.createFrom().failure(new IllegalStateException("the database is away"));
            }
            statements++;
            long before = taken.getOrDefault(tenant + window, 0L);
            long granted = Math.min(limit / 20, limit - before);
            taken.put(tenant + window, before + granted);
            return Uni.createFrom().item(new Block(granted, limit - before - granted, limit));
        }
    }

    private record Settings() implements RateLimitSettings {
        @Override
        public int requests() {
            return LIMIT;
        }

        @Override
        public Duration window() {
            return Duration.ofMinutes(1);
        }
    }
}
