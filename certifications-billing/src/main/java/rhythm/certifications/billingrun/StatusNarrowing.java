package rhythm.certifications.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import rhythm.certifications.statusreason.StatusReason;
import rhythm.kernel.billing.Restriction;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Violations;

/** Options of a kind whose candidates have a status reason. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public abstract class StatusNarrowing extends Narrowing {
    public Boolean restrictStatusReasons;

    @Size(min = 1)
    @References(StatusReason.class)
    public List<@NotNull String> statusReasonIds;

    @Override
    public void check(String path, Violations violations) {
        super.check(path, violations);
        Restriction.check(restrictStatusReasons, statusReasonIds, path + ".status_reason_ids", violations);
    }
}
