package rhythm.membership.statusreason;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.SysRecord;

/** A reason for a status: moved away, did not renew, deceased. */
@Entity
@Table(name = "status_reasons")
@Schema(name = "StatusReason")
public class StatusReason extends SysRecord {
    @NotNull
    @Criterion
    @Size(min = 1, max = 200)
    public String name;

    @Criterion
    public Boolean isActive;

    @Override
    public void prepare(SysRecord before) {
        isActive = isActive == null || isActive;
    }
}
