package rhythm.kernel.tenant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A key as its owner holds it, {@code rb_<tenant>_<secret>}; we keep only its hash. */
record ApiKey(String tenant, String text) {
    static final String PREFIX = "rb_";
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_LENGTH = 43;

    static ApiKey make(String tenant) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return new ApiKey(
                tenant,
                PREFIX + tenant + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Reads an Authorization header; empty when it holds no key of ours. */
    static Optional<ApiKey> read(String header) {
        int end = header == null ? -1 : header.length() - SECRET_LENGTH - 1;
        if (end <= PREFIX.length() || !header.startsWith(PREFIX) || header.charAt(end) != '_') {
            return Optional.empty();
        }
        return Optional.of(new ApiKey(header.substring(PREFIX.length(), end), header));
    }

    /** A plain hash is enough: the secret is 256 random bits, there is nothing to guess. */
    String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Keys never reach a log. */
    @Override
    public String toString() {
        return PREFIX + tenant + "_…";
    }
}
