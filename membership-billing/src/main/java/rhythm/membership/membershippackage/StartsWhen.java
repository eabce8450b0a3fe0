package rhythm.membership.membershippackage;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.Set;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.Options;
import rhythm.kernel.record.Violations;

/** How far a renewal order has to be paid for its term to begin. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class StartsWhen implements Options {
    private static final BigDecimal ALL = new BigDecimal(100);

    /**
     * When all is paid; as soon as it is billed; at a percentage or an amount of it; or, paid in installments, when one is paid and
     * none is overdue.
     */
    @NotNull
    @OneOf({"paid", "billed", "percent", "amount", "plan current"})
    public String when;

    /** The percentage, above 0 and up to 100, or the amount, above 0. */
    public BigDecimal value;

    @Override
    public void check(String path, Violations violations) {
        boolean isMeasured = when != null && Set.of("percent", "amount").contains(when);
        violations.expect(
                isMeasured == (value != null), path + ".value", "goes with percent and amount, and only there");
        if (isMeasured && value != null) {
            violations.expect(value.signum() > 0, path + ".value", "must be above 0");
            violations.expect(
                    !"percent".equals(when) || value.compareTo(ALL) <= 0, path + ".value", "must be 100 at most");
        }
    }
}
