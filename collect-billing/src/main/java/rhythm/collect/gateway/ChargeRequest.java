package rhythm.collect.gateway;

import java.math.BigDecimal;

/**
 * One charge.
 *
 * @param key the charge's identity at the gateway, unique across tenants
 * @param token the stored payment method's, never shown in a log
 */
public record ChargeRequest(
        String tenant, String key, String token, BigDecimal amount, String currency, String description) {

    @Override
    public String toString() {
        return "charge %s of %s %s".formatted(key, amount.toPlainString(), currency);
    }
}
