package rhythm.collect.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import rhythm.kernel.billing.Restriction;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.Violations;

/** Options of a kind that looks at installment schedules: how they are paid, and who placed their orders. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public abstract class ScheduleNarrowing extends CardNarrowing {

    public Restriction paymentTypeRestriction;

    @Size(min = 1)
    public List<@NotNull @OneOf({"credit card", "electronic check"}) String> paymentTypes;

    public Restriction orderServiceRestriction;

    /** Services that place orders, such as membership. */
    @Size(min = 1)
    public List<@NotNull String> orderServices;

    @Override
    public void check(String path, Violations violations) {
        super.check(path, violations);
        Restriction.check(paymentTypeRestriction, paymentTypes, path + ".payment_types", violations);
        Restriction.check(orderServiceRestriction, orderServices, path + ".order_services", violations);
    }
}
