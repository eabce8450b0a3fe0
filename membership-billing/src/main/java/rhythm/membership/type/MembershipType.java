package rhythm.membership.type;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.kernel.record.NamedRecord;

/** A kind of membership: individual, company, student. */
@Entity
@Table(name = "types")
@Schema(name = "Type")
public class MembershipType extends NamedRecord {}
