package rhythm.kernel.tenant;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Knows callers by {@code Authorization: <API key>}; anything else is left to the bearer tokens. */
@ApplicationScoped
public class ApiKeyMechanism implements HttpAuthenticationMechanism {
    private final ApiKeys keys;

    ApiKeyMechanism(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        String header = request.request().getHeader("Authorization");
        if (header == null || !header.startsWith(ApiKey.PREFIX)) {
            return Uni.createFrom().nullItem();
        }
        Optional<ApiKey> key = ApiKey.read(header);
        if (key.isEmpty()) {
            return Uni.createFrom().failure(new AuthenticationFailedException("the API key is malformed"));
        }
        return keys.holder(key.get()).map(holder -> holder.map(
                        known -> identity(key.get().tenant(), known))
                .orElseThrow(() -> new AuthenticationFailedException("the API key is unknown, expired or revoked")));
    }

    private static SecurityIdentity identity(String tenant, ApiKeys.Holder holder) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("api-key:" + holder.id()))
                .addRoles(holder.roles())
                .addAttribute(Grants.TENANT, tenant)
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, ApiKey.PREFIX));
    }

    /** Before the bearer tokens: telling a key apart costs nothing. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 100;
    }
}
