package rhythm.certifications.statusreason;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.kernel.record.NamedRecord;

/** A reason for a status: did not renew, revoked, withdrawn. */
@Entity
@Table(name = "status_reasons")
@Schema(name = "StatusReason")
public class StatusReason extends NamedRecord {}
