package rhythm.kernel.tenant;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.OidcTenantConfigBuilder;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the issuer a bearer token names, so that Quarkus checks the token against that issuer's keys. The name is only
 * a hint read before any check; a token that lies about it fails its signature. No issuer is asked before its first token.
 */
@ApplicationScoped
public class IssuerTenantResolver implements TenantConfigResolver {
    private static final String BEARER = "Bearer ";
    private final Map<String, OidcTenantConfig> byUrl = new HashMap<>();

    IssuerTenantResolver(Issuers issuers) {
        issuers.all().forEach((name, issuer) -> byUrl.put(issuer.url(), trusting(name, issuer)));
    }

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext request, OidcRequestContext<OidcTenantConfig> context) {
        String header = request.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Uni.createFrom().nullItem();
        }
        OidcTenantConfig trusted = issuerOf(header.substring(BEARER.length()).strip())
                .map(byUrl::get)
                .orElse(null);
        return trusted == null
                ? Uni.createFrom().failure(new AuthenticationFailedException("the token's issuer is not trusted"))
                : Uni.createFrom().item(trusted);
    }

    /** The {@code iss} claim of a token nobody has checked yet. */
    static Optional<String> issuerOf(String token) {
        try {
            return claimsOf(token).getValue("iss") instanceof String url ? Optional.of(url) : Optional.empty();
        } catch (IllegalArgumentException | DecodeException notAToken) {
            return Optional.empty();
        }
    }

    /** What a token says, checked or not. */
    static JsonObject claimsOf(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a token of three parts");
        }
        return new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    }

    private static OidcTenantConfig trusting(String name, Issuers.Issuer issuer) {
        OidcTenantConfigBuilder config = OidcTenantConfig.authServerUrl(issuer.url())
                .tenantId("issuer-" + name)
                .applicationType(ApplicationType.SERVICE)
                // by the token's own key id: a key that is new is fetched, whatever ids others made up before
                .jwks()
                .resolveEarly(false)
                .end()
                .roles()
                .roleClaimPath(issuer.rolesClaim())
                .end();
        issuer.jwksPath().ifPresent(path -> config.discoveryEnabled(false).jwksPath(path));
        return config.token()
                .issuer(issuer.url())
                .audience(issuer.audience())
                .subjectRequired()
                .end()
                .build();
    }
}
