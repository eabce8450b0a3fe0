package rhythm.kernel.tenant;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import rhythm.kernel.problem.Problem;

/**
 * Keeps each tenant to its requests per window over all replicas. A replica takes the window's permits in blocks, so that
 * one statement serves many requests.
 */
@ApplicationScoped
public class RateLimits {
    private final RateLimitSettings settings;
    private final Permits permits;
    private final Clock clock;
    private final ConcurrentHashMap<String, Allowance> allowances = new ConcurrentHashMap<>();

    RateLimits(RateLimitSettings settings, Permits permits, Clock clock) {
        this.settings = settings;
        this.permits = permits;
        this.clock = clock;
    }

    /** What became of one request: admitted or not, and what its answer says about the window. */
    record Admission(boolean admitted, long remaining, long secondsToReset, long limit) {}

    /** Counts a request and writes the limit's headers; fails with 429 when the window is used up. */
    Uni<Void> admit(String tenant, HttpServerResponse answer) {
        return take(tenant)
                .invoke(admission -> {
                    answer.putHeader("RateLimit-Policy", policy(admission));
                    answer.putHeader("RateLimit", limit(admission));
                    if (!admission.admitted) {
                        answer.putHeader("Retry-After", String.valueOf(admission.secondsToReset));
                        throw Problem.TOO_MANY_REQUESTS.because("the tenant's " + admission.limit
                                + " requests are used up; try again in " + admission.secondsToReset + " s");
                    }
                })
                .replaceWithVoid();
    }

    String policy(Admission admission) {
        return "\"tenant\";q=" + admission.limit + ";w=" + settings.window().toSeconds();
    }

    static String limit(Admission admission) {
        return "\"tenant\";r=" + admission.remaining + ";t=" + admission.secondsToReset;
    }

    Uni<Admission> take(String tenant) {
        long now = clock.millis();
        long length = settings.window().toMillis();
        long start = now - Math.floorMod(now, length);
        long secondsToReset = Math.ceilDiv(start + length - now, 1000L);
        Allowance allowance = allowances.compute(
                tenant,
                (name, kept) -> kept != null && kept.window.toEpochMilli() == start
                        ? kept
                        : new Allowance(tenant, Instant.ofEpochMilli(start)));
        return allowance
                .take()
                .map(left -> new Admission(left >= 0, Math.max(0, left), secondsToReset, allowance.limit()));
    }

    /** This replica's part of one tenant's window. */
    private final class Allowance {
        final String tenant;
        final Instant window;
        private long held;
        private long leftForAll;
        private long limit;
        private boolean usedUp;
        private Uni<Permits.Block> underWay;

        Allowance(String tenant, Instant window) {
            this.tenant = tenant;
            this.window = window;
        }

        /** How many permits are left after this one; below zero there was none. */
        synchronized Uni<Long> take() {
            if (held > 0) {
                held--;
                return Uni.createFrom().item(held + leftForAll);
            }
            if (usedUp) {
                return Uni.createFrom().item(-1L);
            }
            if (underWay == null) {
                underWay = permits.take(tenant, window, settings.window(), settings.requests())
                        .onItemOrFailure()
                        .invoke((block, failure) -> arrived(block))
                        .memoize()
                        .indefinitely();
            }
            return underWay.chain(this::take);
        }

        /** The tenant's limit in this window. */
        synchronized long limit() {
            return limit;
        }

        private synchronized void arrived(Permits.Block block) {
            underWay = null;
            if (block != null) {
                held += block.granted();
                leftForAll = block.left();
                limit = block.limit();
                usedUp = block.granted() == 0;
            }
        }
    }
}
