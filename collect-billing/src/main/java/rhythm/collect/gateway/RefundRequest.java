package rhythm.collect.gateway;

import java.math.BigDecimal;

/**
 * Money to be given back.
 *
 * @param key the refund's own identity, unique in the tenant
 * @param intent the charge that took it
 */
public record RefundRequest(
        String tenant, Account account, String key, String intent, BigDecimal amount, String currency) {
    /** By which the gateway knows it. */
    String hash() {
        return ChargeRequest.hash("refund/" + tenant.length() + ":" + tenant + ":" + key);
    }
}
