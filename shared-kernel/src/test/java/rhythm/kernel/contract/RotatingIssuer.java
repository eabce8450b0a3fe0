package rhythm.kernel.contract;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.ConfigProvider;
import rhythm.stack.TokenIssuer;

/** An issuer that changes its key whenever it likes. Those it had before stay published, as identity providers keep them for a while. */
public final class RotatingIssuer implements AutoCloseable {
    private final List<JWK> published = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final RSAKey nobodys = newKey();
    private volatile RSAKey key;

    private final String url;

    /** Where the service under test looks for it. */
    public RotatingIssuer() {
        url = ConfigProvider.getConfig().getValue("rhythm.issuers.rotating.url", String.class);
        rotate();
        try {
            server = HttpServer.create(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), URI.create(url).getPort()),
                    0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/keys", exchange -> {
            byte[] keys = new JWKSet(published).toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    /** Signs with a new key from now on. */
    public void rotate() {
        key = newKey();
        published.add(key.toPublicJWK());
    }

    /** A token with every role in the tenant, signed with the key of now. */
    public String token(String tenant) {
        return signed(key, tenant);
    }

    /** One that is signed with a key that nobody has. */
    public String bogus(String tenant) {
        return signed(
                new RSAKey.Builder(nobodys).keyID(UUID.randomUUID().toString()).build(), tenant);
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signed(RSAKey key, String tenant) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(url)
                .audience(TokenIssuer.AUDIENCE)
                .subject("ann")
                .expirationTime(Date.from(Instant.parse("2999-01-01T00:00:00Z")))
                .claim("tenants", List.of(tenant))
                .claim("groups", TokenIssuer.ALL_ROLES)
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return "Bearer " + token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
