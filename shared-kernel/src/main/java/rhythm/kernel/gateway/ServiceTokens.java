package rhythm.kernel.gateway;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Our own tokens for the other services: one a tenant, by client credentials; the request names the tenant to the issuer. */
@Singleton
public class ServiceTokens {
    private final OidcClient issuer;
    private final Map<String, Tokens> byTenant = new ConcurrentHashMap<>();

    ServiceTokens(OidcClient issuer) {
        this.issuer = issuer;
    }

    /** The value of an Authorization header. Blocks when a new token is needed. */
    public String bearer(String tenant) {
        Tokens known = byTenant.get(tenant);
        if (known == null || known.isAccessTokenExpired() || known.isAccessTokenWithinRefreshInterval()) {
            known = issuer.getTokens(Map.of("tenant", tenant)).await().indefinitely();
            byTenant.put(tenant, known);
        }
        return "Bearer " + known.getAccessToken();
    }
}
