package rhythm.kernel.record;

import jakarta.persistence.MappedSuperclass;
import java.time.Instant;

/** What a person or an organization holds or asks for, and is written to about: a membership, a certification. */
@MappedSuperclass
public abstract class HeldRecord extends PartyRecord {
    @ReadOnly
    public Instant lastRemindedAt;
}
