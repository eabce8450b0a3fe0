package rhythm.collect.gateway;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One charge.
 *
 * @param account the tenant's account at the gateway; null where it has none
 * @param key the charge's identity: of tenant, what it pays and a number, unique across tenants
 * @param stem what it pays, whoever asks for it and however often
 * @param token the stored payment method's, never shown in a log
 */
public record ChargeRequest(
        String tenant,
        @Nullable Account account,
        String key,
        String stem,
        String token,
        BigDecimal amount,
        String currency,
        String description) {

    /** By which the gateway knows a step of this charge: the same text in, the same key out, and in no other case. */
    public String key(String step) {
        return hash(step + '/' + key);
    }

    /** What is paid, in the tenant: by this a charge is found again that nobody here knows of any more. */
    public String purpose() {
        return hash("pays/" + tenant.length() + ":" + tenant + ":" + stem);
    }

    /** SHA-256 in lower-case hexadecimal digits. */
    static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    @Override
    public String toString() {
        return "charge %s of %s %s".formatted(key, amount.toPlainString(), currency);
    }
}
