package rhythm.kernel.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.problem.ProblemException;

class ApiKeyTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"chamber", "a_b-c", "_", "rb_x"})
    void a_key_tells_its_tenant(String tenant) {
        ApiKey key = ApiKey.make(tenant);
        assertEquals(Optional.of(key), ApiKey.read(key.text()));
        assertEquals(tenant, ApiKey.read(key.text()).orElseThrow().tenant());
    }

    @Test
    void no_two_keys_are_alike_and_none_is_logged() {
        ApiKey key = ApiKey.make("chamber");
        assertNotEquals(key.hash(), ApiKey.make("chamber").hash());
        assertTrue(key.hash().matches("[0-9a-f]{64}"));
        assertFalse(key.text().contains(key.toString()));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "rb_", "Bearer abc", "rb_chamber", "rb__0123456789012345678901234567890123456789012"})
    void other_words_are_no_keys(String header) {
        assertEquals(Optional.empty(), ApiKey.read(header));
    }

    @Test
    void a_request_for_a_key_is_read() {
        NewApiKey asked = read("""
                {"name": "importer", "roles": ["billing-editor"], "expires_at": "2027-01-01T00:00:00+01:00"}""");
        assertEquals(new NewApiKey("importer", Set.of("billing-editor"), Instant.parse("2026-12-31T23:00:00Z")), asked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name|{'name': 3, 'roles': ['billing-editor'], 'expires_at': '2027-01-01T00:00:00Z'}",
                "name|{'roles': ['billing-editor'], 'expires_at': '2027-01-01T00:00:00Z'}",
                "roles|{'name': 'n', 'roles': [], 'expires_at': '2027-01-01T00:00:00Z'}",
                "roles|{'name': 'n', 'roles': ['root'], 'expires_at': '2027-01-01T00:00:00Z'}",
                "roles|{'name': 'n', 'roles': 'billing-editor', 'expires_at': '2027-01-01T00:00:00Z'}",
                "roles|{'name': 'n', 'roles': [null], 'expires_at': '2027-01-01T00:00:00Z'}",
                "expires_at|{'name': 'n', 'roles': ['billing-editor'], 'expires_at': '2020-01-01T00:00:00Z'}",
                "expires_at|{'name': 'n', 'roles': ['billing-editor'], 'expires_at': 'soon'}",
                "expires_at|{'name': 'n', 'roles': ['billing-editor'], 'expires_at': '+300000-01-01T00:00:00Z'}",
                "expires_at|{'name': 'n', 'roles': ['billing-editor']}",
                "id|{'id': 'x', 'name': 'n', 'roles': ['billing-editor'], 'expires_at': '2027-01-01T00:00:00Z'}"
            },
            quoteCharacter = '`')
    void a_wrong_field_is_named(String field, String body) {
        ProblemException refusal = assertThrows(ProblemException.class, () -> read(body.replace('\'', '"')));
        assertEquals(Problem.INVALID, refusal.problem);
        assertEquals(field, refusal.violations.getFirst().field());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "3"})
    void a_body_that_is_no_object_is_refused(String body) {
        assertEquals(Problem.INVALID, assertThrows(ProblemException.class, () -> read(body)).problem);
    }

    private static NewApiKey read(String body) {
        return NewApiKey.read(body.getBytes(StandardCharsets.UTF_8), NOW);
    }
}
