package rhythm.collect;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import rhythm.kernel.record.Options;

/** One thing on an order or an invoice: how many, at what price. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class Line implements Options {
    @NotNull
    @Size(min = 1, max = 500)
    public String description;

    /** One, when absent. */
    public BigDecimal quantity;

    /** Below zero for a discount. */
    @NotNull
    public BigDecimal unitPrice;

    /** Quantity times price, rounded to the currency's decimal places; calculated when absent. */
    public BigDecimal amount;

    /** What the line must come to; null when it cannot be told. */
    BigDecimal due(Currency currency) {
        return Currency.isSane(quantity) && Currency.isSane(unitPrice)
                ? currency.round(quantity.multiply(unitPrice))
                : null;
    }
}
