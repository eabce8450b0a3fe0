package rhythm.kernel.record;

import jakarta.persistence.MappedSuperclass;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;

/** What a person or an organization holds or asks for, and is written to about: a membership, a certification. */
@MappedSuperclass
public abstract class HeldRecord extends SysRecord {
    @NotNull
    @Criterion
    @Size(min = 1, max = 200)
    public String name;

    /** The person who holds it; there is a contact or an organization. */
    @Relation("contact")
    @Size(max = 200)
    public String contactId;

    @Size(max = 200)
    public String firstName;

    @Size(max = 200)
    public String lastName;

    @Relation("organization")
    @Size(max = 200)
    public String organizationId;

    @Size(max = 200)
    public String organizationName;

    @Email
    @Size(max = 320)
    public String emailAddress;

    @ReadOnly
    public Instant lastRemindedAt;

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        violations.expect(
                contactId != null || organizationId != null, "contact_id", "or organization_id must be given");
    }
}
