package rhythm.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedPartsTest {
    private final EmbeddedParts parts = EmbeddedParts.shared();

    @Test
    void aDatabaseIsMadeOnceAndFoundAgain() throws Exception {
        Database first = parts.postgres().database("membership");
        assertEquals(first, parts.postgres().database("membership"));
        try (Connection owner = open(first, first.ownerUser(), first.ownerPassword())) {
            owner.createStatement().execute("create table if not exists proof (id text)");
            assertEquals("t", value(owner, "select rolbypassrls from pg_roles where rolname = current_user"));
        }
    }

    @Test
    void theServiceRoleOwnsNothingAndCannotBypassRowSecurity() throws Exception {
        Database database = parts.postgres().database("membership");
        try (Connection service = open(database, database.serviceUser(), database.servicePassword())) {
            assertEquals("f", value(service, "select rolbypassrls from pg_roles where rolname = current_user"));
            assertThrows(SQLException.class, () -> service.createStatement().execute("create table mine (id text)"));
        }
    }

    @Test
    void theServerIsACurrentPostgres() throws Exception {
        Database database = parts.postgres().database("membership");
        try (Connection service = open(database, database.serviceUser(), database.servicePassword())) {
            assertTrue(value(service, "show server_version").startsWith("18"));
        }
    }

    @Test
    void aTokenNamesTenantsRolesClientAndAudience() throws Exception {
        String token = parts.issuer()
                .token("rhythm", "ann", List.of("acme"), List.of("billing-viewer"), Duration.ofMinutes(5));
        JsonNode claims = claims(token);
        assertEquals("ann", claims.path("sub").asText());
        assertEquals("acme", claims.path("tenants").path(0).asText());
        assertEquals("billing-viewer", claims.path("groups").path(0).asText());
        assertEquals("rhythm-cli", claims.path("azp").asText());
        assertTrue(claims.path("aud").toString().contains("rhythm-billing"));
        assertEquals(parts.issuer().issuerUrl("rhythm"), claims.path("iss").asText());
    }

    @Test
    void aNegativeLifetimeMakesAnExpiredToken() throws Exception {
        JsonNode claims =
                claims(parts.issuer().token("rhythm", "ann", List.of("acme"), List.of(), Duration.ofMinutes(-5)));
        assertTrue(claims.path("exp").asLong() < claims.path("iat").asLong());
        assertNotEquals(0, claims.path("exp").asLong());
    }

    @Test
    void aTokenAskedForOverHttpCarriesTheTenantAndRolesOfTheRequest() throws Exception {
        String token = LocalTokens.token(parts.issuer().issuerUrl("rhythm"), "acme", List.of("billing-viewer"));
        JsonNode claims = claims(token);
        assertEquals("[\"acme\"]", claims.path("tenants").toString());
        assertEquals("[\"billing-viewer\"]", claims.path("groups").toString());
        assertEquals(parts.issuer().issuerUrl("rhythm"), claims.path("iss").asText());
    }

    @Test
    void settingsNameEverythingAServiceReads() {
        assertTrue(parts.settings("membership")
                .keySet()
                .containsAll(List.of(
                        "quarkus.datasource.reactive.url",
                        "quarkus.datasource.owner.jdbc.url",
                        "rhythm.issuers.local.url",
                        "rhythm.gateway")));
        assertEquals(
                Integer.toString(parts.mails().smtpPort()),
                parts.settings("membership").get("rhythm.mail.port"));
    }

    private static JsonNode claims(String token) throws Exception {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    private static Connection open(Database database, String user, String password) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), user, password);
    }

    private static String value(Connection connection, String query) throws SQLException {
        try (ResultSet rows = connection.createStatement().executeQuery(query)) {
            assertTrue(rows.next());
            return rows.getString(1);
        }
    }
}
