package rhythm.kernel.gateway;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How an order stands in collect-billing.
 *
 * @param status awaiting payment, paid or cancelled
 * @param balanceDue what is open of its invoice; null where it has none
 */
public record Standing(String status, @Nullable BigDecimal balanceDue) {}
