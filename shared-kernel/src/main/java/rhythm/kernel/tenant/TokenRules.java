package rhythm.kernel.tenant;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * What a signature does not say of a token: that it is one for calls, and not one that tells a page who has logged in; and that
 * its roles are a list in the claim that the issuer is known to put them in, for a text could be anything.
 */
@ApplicationScoped
class TokenRules implements SecurityIdentityAugmentor {
    private final Issuers issuers;

    TokenRules(Issuers issuers) {
        this.issuers = issuers;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        JsonObject claims = IssuerTenantResolver.claimsOf(token.getRawToken());
        if ("ID".equals(claims.getValue("typ")) || claims.containsKey("at_hash") || claims.containsKey("c_hash")) {
            return Uni.createFrom().failure(new AuthenticationFailedException("an ID token is no token for calls"));
        }
        boolean isList = issuers.all().values().stream()
                .filter(issuer -> issuer.url().equals(token.getIssuer()))
                .allMatch(issuer -> valueAt(claims, issuer.rolesClaim()) instanceof JsonArray);
        return Uni.createFrom().item(isList ? identity : withoutRoles(identity));
    }

    private static @Nullable Object valueAt(JsonObject claims, String path) {
        Object value = claims;
        for (String step : path.split("/", -1)) {
            value = value instanceof JsonObject object ? object.getValue(step) : null;
        }
        return value;
    }

    private static SecurityIdentity withoutRoles(SecurityIdentity identity) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addAttributes(identity.getAttributes())
                .addCredentials(identity.getCredentials())
                .build();
    }
}
