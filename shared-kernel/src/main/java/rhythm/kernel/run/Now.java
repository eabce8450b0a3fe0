package rhythm.kernel.run;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** One moment on both clocks: the tenant's business time and calendar day, and the real time for leases and stamps. */
record Now(OffsetDateTime business, OffsetDateTime real, LocalDate today) {
    static Now of(Instant business, Instant real, ZoneId zone) {
        return new Now(
                business.atOffset(ZoneOffset.UTC),
                real.atOffset(ZoneOffset.UTC),
                business.atZone(zone).toLocalDate());
    }
}
