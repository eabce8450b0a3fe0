package rhythm.kernel.tenant;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;

/** The tenants' permits that all replicas share. */
interface Permits {
    /** What a replica got of a window: how many permits, how many are left for everybody, and of how many. */
    record Block(long granted, long left, long limit) {}

    /** Takes a block out of a tenant's window; never more in all than the tenant's own limit, or else the usual one. */
    Uni<Block> take(String tenant, Instant window, Duration length, long usual);
}
