package rhythm.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;

/** An OpenID Connect issuer of our own; its signing keys are the same after every start. */
public final class TokenIssuer implements AutoCloseable {
    /** The issuer every local tenant is bound to. */
    public static final String LOCAL = "rhythm";

    /** All roles the suite knows. */
    public static final List<String> ALL_ROLES =
            List.of("billing-viewer", "billing-editor", "billing-operator", "tenant-admin");

    /** Whom its tokens are for. */
    public static final String AUDIENCE = "rhythm-billing";

    private static final String CLIENT = "rhythm-cli";

    private final MockOAuth2Server server;

    private TokenIssuer(MockOAuth2Server server) {
        this.server = server;
    }

    /** An issuer on the given port of this machine (0: any free one). */
    public static TokenIssuer start(int port) {
        OAuth2Config config = new OAuth2Config(
                false, null, null, false, new OAuth2TokenProvider(), Set.of(new TenantTokenCallback(LOCAL, AUDIENCE)));
        MockOAuth2Server server = new MockOAuth2Server(config);
        try {
            server.start(InetAddress.getByName("localhost"), port);
        } catch (IOException e) {
            throw new UncheckedIOException("the token issuer did not start: " + e.getMessage(), e);
        }
        TokenIssuer issuer = new TokenIssuer(server);
        // Keys are dealt out in the order in which issuers are first asked for; the local one always comes first.
        issuer.token(LOCAL, "nobody", List.of(), List.of(), Duration.ZERO);
        return issuer;
    }

    /** What a token's `iss` claim says and where its keys are found. */
    public String issuerUrl(String issuerId) {
        return server.issuerUrl(issuerId).toString();
    }

    /** A token of the local issuer with all roles in one tenant, good for a day. */
    public String token(String tenant) {
        return token(LOCAL, "local-user", List.of(tenant), ALL_ROLES, Duration.ofDays(1));
    }

    /** A signed token; a negative lifetime makes one that has expired already. */
    public String token(String issuerId, String subject, List<String> tenants, List<String> roles, Duration lifetime) {
        return token(issuerId, subject, AUDIENCE, Map.of("tenants", tenants, "groups", roles), lifetime);
    }

    /** A signed token of these claims, for this audience. */
    public String token(
            String issuerId, String subject, String audience, Map<String, Object> claims, Duration lifetime) {
        return server.issueToken(
                        issuerId,
                        CLIENT,
                        new DefaultOAuth2TokenCallback(
                                issuerId, subject, "JWT", List.of(audience), claims, lifetime.toSeconds()))
                .serialize();
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
