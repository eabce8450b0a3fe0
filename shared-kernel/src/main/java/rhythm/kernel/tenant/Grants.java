package rhythm.kernel.tenant;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** In which tenants a caller may act, and with which roles; {@code issuer} is null for an API key. */
record Grants(String issuer, Set<String> tenants, Set<String> roles) {
    /** The attribute that carries an API key's tenant. */
    static final String TENANT = "rhythm.tenant";

    static Grants of(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return new Grants(token.getIssuer(), strings(token.getClaim("tenants")), identity.getRoles());
        }
        String tenant = identity.getAttribute(TENANT);
        return new Grants(null, tenant == null ? Set.of() : Set.of(tenant), identity.getRoles());
    }

    /** A claim's texts; anything that is no list of texts grants nothing. */
    static Set<String> strings(Object claim) {
        if (!(claim instanceof Collection<?> values)) {
            return Set.of();
        }
        return values.stream()
                .map(value -> value instanceof JsonString text ? text.getString() : value)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }
}
