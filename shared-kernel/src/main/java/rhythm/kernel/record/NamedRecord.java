package rhythm.kernel.record;

import jakarta.persistence.MappedSuperclass;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A record that people pick by its name, and that is no longer offered once it is inactive; new ones are active. */
@MappedSuperclass
public abstract class NamedRecord extends SysRecord {
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
