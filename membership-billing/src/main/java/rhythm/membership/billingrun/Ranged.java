package rhythm.membership.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import rhythm.kernel.billing.ExpirationRange;
import rhythm.kernel.record.Violations;

/** Options of a kind that selects by expiration date; {@code D} is a date in runs, a relative date in templates. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public abstract class Ranged<D> extends Narrowing {
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
