package rhythm.kernel.record;

import jakarta.persistence.MappedSuperclass;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;

/** A record about a person or an organization, with the names and the address that mails to them need. */
@MappedSuperclass
public abstract class PartyRecord extends SysRecord {
    @NotNull
    @Criterion
    @Size(min = 1, max = 200)
    public String name;

    /** The person; there is a contact or an organization. */
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

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        violations.expect(
                contactId != null || organizationId != null, "contact_id", "or organization_id must be given");
    }
}
