package rhythm.certifications.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import rhythm.kernel.billing.ExpirationRange;
import rhythm.kernel.record.Violations;

/** Which certifications a kind takes by their expiration date. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class ForecastOptions<D> extends StatusNarrowing {
    /** First expiration date selected. */
    @NotNull
    public D expirationDateRangeStart;

    /** Last expiration date selected. */
    @NotNull
    public D expirationDateRangeEnd;

    @Override
    public void check(String path, Violations violations) {
        super.check(path, violations);
        ExpirationRange.check(expirationDateRangeStart, expirationDateRangeEnd, path, violations);
    }
}
