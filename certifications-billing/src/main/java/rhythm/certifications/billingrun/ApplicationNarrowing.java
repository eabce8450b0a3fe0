package rhythm.certifications.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import rhythm.kernel.billing.Restriction;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.Violations;

/** Options of a kind that looks at applications. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public abstract class ApplicationNarrowing extends StatusNarrowing {
    public Boolean restrictApplicationTypes;

    @Size(min = 1)
    public List<@NotNull @OneOf({"certification", "renewal", "reinstatement", "transfer"}) String> applicationTypes;

    @Override
    public void check(String path, Violations violations) {
        super.check(path, violations);
        Restriction.check(restrictApplicationTypes, applicationTypes, path + ".application_types", violations);
    }
}
