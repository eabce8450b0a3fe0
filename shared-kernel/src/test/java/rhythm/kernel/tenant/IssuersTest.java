package rhythm.kernel.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuersTest {
    private final Issuers issuers = new SmallRyeConfigBuilder()
            .withMapping(Issuers.class)
            .withSources(new PropertiesConfigSource(
                    Map.of(
                            "rhythm.issuers.own.url", "https://own.example",
                            "rhythm.issuers.club.url", "https://club.example",
                            "rhythm.issuers.club.tenants", "club,clubhouse",
                            "rhythm.issuers.club.jwks-path", "/keys",
                            "rhythm.issuers.club.audience", "rhythm-billing"),
                    "test",
                    100))
            .build()
            .getConfigMapping(Issuers.class);

    @Test
    void an_issuer_speaks_for_the_tenants_bound_to_it_and_for_no_other() {
        assertTrue(issuers.maySpeakFor("https://club.example", "club"));
        assertTrue(issuers.maySpeakFor("https://club.example", "clubhouse"));
        assertFalse(issuers.maySpeakFor("https://club.example", "chamber"));
    }

    @Test
    void an_unbound_issuer_speaks_for_every_tenant_that_is_bound_to_no_other() {
        assertTrue(issuers.maySpeakFor("https://own.example", "chamber"));
        assertFalse(issuers.maySpeakFor("https://own.example", "club"));
    }

    @Test
    void a_stranger_speaks_for_nobody() {
        assertFalse(issuers.maySpeakFor("https://eve.example", "chamber"));
        assertFalse(issuers.maySpeakFor("https://eve.example", "club"));
    }

    @Test
    void the_resolver_can_be_made_without_asking_any_issuer() {
        new IssuerTenantResolver(issuers);
    }

    @Test
    void the_issuer_is_read_from_a_token() {
        assertEquals(
                Optional.of("https://own.example"),
                IssuerTenantResolver.issuerOf(token("{\"iss\":\"https://own.example\"}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "a.b.c", "..", "a.e30.c", "a.!!.c", "a.eyJpc3MiOjF9.c", "a.bnVsbA.c", "a.W10.c"})
    void what_is_no_token_names_no_issuer(String token) {
        assertEquals(Optional.empty(), IssuerTenantResolver.issuerOf(token));
    }

    @Test
    void only_lists_of_texts_grant_tenants() {
        assertEquals(Set.of("a", "b"), Grants.strings(Set.of("a", "b", 3)));
        assertEquals(
                Set.of("a"),
                Grants.strings(
                        jakarta.json.Json.createArrayBuilder().add("a").add(1).build()));
        assertEquals(Set.of(), Grants.strings("a"));
        assertEquals(Set.of(), Grants.strings(null));
    }

    private static String token(String claims) {
        return "h." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".s";
    }
}
