package rhythm.membership.type;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.SysRecord;

/** A kind of membership: individual, company, student. */
@Entity
@Table(name = "types")
@Schema(name = "Type")
public class MembershipType extends SysRecord {
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
