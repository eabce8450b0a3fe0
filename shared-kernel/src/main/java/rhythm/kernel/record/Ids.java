package rhythm.kernel.record;

import java.time.Instant;
import java.util.UUID;

/** Makes ids that sort by the time they were made (UUID version 7). */
public final class Ids {
    private Ids() {}

    public static String next(Instant now) {
        long time = now.toEpochMilli();
        // 12 bits below the millisecond keep the order within it
        long fraction = (now.getNano() % 1_000_000L) * 4096 / 1_000_000;
        long high = time << 16 | 0x7000L | fraction;
        // the random half of a version 4 id, its variant bits included
        long low = UUID.randomUUID().getLeastSignificantBits();
        return new UUID(high, low).toString();
    }
}
