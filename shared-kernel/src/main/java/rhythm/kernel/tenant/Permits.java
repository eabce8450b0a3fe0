package rhythm.kernel.tenant;

import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** The tenants' permits that all replicas share. */
interface Permits {
    /** What a replica got of a window: how many permits, and how many are left for everybody. */
    record Block(long granted, long left) {}

    /** Takes a block out of a tenant's window; never more in all than the limit. */
    Uni<Block> take(String tenant, Instant window, long wanted, long limit);
}
