package rhythm.membership.certification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhythm.membership.certification.Certifications.Outcome;
import rhythm.membership.orders.ScriptedServices;

/** What certifications-billing is asked, and its answers as the watch understands them. */
@QuarkusTest
@WithTestResource(ScriptedServices.class)
class RemoteCertificationsTest {
    @Inject
    Certifications certifications;

    @BeforeEach
    void forget() {
        ScriptedServices.CALLS.clear();
        ScriptedServices.ANSWERS.clear();
    }

    private Outcome end(int status, String body) {
        ScriptedServices.ANSWERS.add(Map.entry(status, body));
        return certifications.end("acme", LocalDate.of(2026, 4, 10), List.of("c1", "c2"), List.of("o1"));
    }

    @Test
    void one_call_names_everybody_and_the_day() {
        assertTrue(certifications.isConnected());
        assertEquals(Outcome.ENDED, end(200, "{\"Count\": 2}"));
        List<String> call = ScriptedServices.CALLS.getFirst();
        assertEquals("/certifications/acme/deactivate", call.getFirst());
        assertTrue(call.get(1).startsWith("Bearer "));
        assertEquals(new JsonObject("""
                {"contact_ids": ["c1", "c2"], "organization_ids": ["o1"], "termination_date": "2026-04-10"}"""), new JsonObject(call.getLast()));
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED",
        "403, REFUSED",
        "404, REFUSED",
        "401, AWAY",
        "429, AWAY",
        "500, AWAY",
        "503, AWAY",
        "0, AWAY"
    })
    void only_what_may_pass_another_time_counts_as_away(int status, Outcome outcome) {
        assertEquals(outcome, end(status, "{\"title\": \"No\"}"));
        assertEquals(1, ScriptedServices.CALLS.size());
    }
}
