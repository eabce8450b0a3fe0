package rhythm.collect.gateway;

import java.math.BigDecimal;
import rhythm.collect.gateway.ChargeRequest.Account;

/** What became of giving money back. */
public sealed interface Refund {
    /** It goes back; the reference is the gateway's own. */
    record Made(String reference) implements Refund {}

    /** It does not, and would not when asked again. */
    record Refused(String reason) implements Refund {}

    /** Nobody can say yet; asked again with the same key it is the same refund. */
    record Unknown(String reason) implements Refund {}

    /**
     * Money to be given back.
     *
     * @param key the refund's own identity, unique in the tenant
     * @param intent the charge that took it
     */
    record Request(String tenant, Account account, String key, String intent, BigDecimal amount, String currency) {
        /** By which the gateway knows it. */
        String hash() {
            return ChargeRequest.hash("refund/" + tenant.length() + ":" + tenant + ":" + key);
        }
    }
}
