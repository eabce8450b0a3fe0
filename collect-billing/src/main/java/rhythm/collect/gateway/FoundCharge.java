package rhythm.collect.gateway;

import java.math.BigDecimal;

/**
 * A charge that took money, or may yet, as the gateway lists it.
 *
 * @param purpose what it pays, see {@link ChargeRequest#purpose()}
 */
public record FoundCharge(String intent, String purpose, BigDecimal amount, String currency) {}
