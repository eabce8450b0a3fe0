package rhythm.kernel.gateway;

import java.math.BigDecimal;

/** An order that was paid once and is not any more; what is open of it now. */
public record Reopened(String orderId, BigDecimal balanceDue) {}
