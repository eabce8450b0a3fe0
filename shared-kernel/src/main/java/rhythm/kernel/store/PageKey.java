package rhythm.kernel.store;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import rhythm.kernel.problem.Problem;

/** Makes and opens paging keys: opaque, tamper-evident, good for one tenant and one query only. */
@ApplicationScoped
public class PageKey {
    private static final int SEAL = 16;
    private final SecretKeySpec secret;

    /** What is written in the examples is known to everybody, and so no secret. */
    void refuseExamples(
            @Observes StartupEvent starting, @ConfigProperty(name = "rhythm.paging.secret") String configured) {
        if (configured.isBlank() || configured.startsWith("change-me")) {
            throw new IllegalStateException("rhythm.paging.secret must be a secret of this installation's own");
        }
    }

    PageKey(@ConfigProperty(name = "rhythm.paging.secret") String secret) {
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** The key of the page after the record with this id. */
    public String after(String tenant, String query, String lastId) {
        byte[] id = lastId.getBytes(StandardCharsets.UTF_8);
        byte[] key = Arrays.copyOf(seal(tenant, query, id), SEAL + id.length);
        System.arraycopy(id, 0, key, SEAL, id.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    /** The id a key stands for; "" for no key, which sorts before every id. */
    public String open(String tenant, String query, String key) {
        if (key == null || key.isEmpty()) {
            return "";
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(key);
        } catch (IllegalArgumentException notOurs) {
            bytes = new byte[0];
        }
        if (bytes.length > SEAL) {
            byte[] id = Arrays.copyOfRange(bytes, SEAL, bytes.length);
            if (MessageDigest.isEqual(Arrays.copyOf(bytes, SEAL), seal(tenant, query, id))) {
                return new String(id, StandardCharsets.UTF_8);
            }
        }
        throw Problem.INVALID.field("exclusiveStartKey", "is not a key that this query has answered");
    }

    private byte[] seal(String tenant, String query, byte[] id) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            mac.update((tenant + '\n' + query + '\n').getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(id), SEAL);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
