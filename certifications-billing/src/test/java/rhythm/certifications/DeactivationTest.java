package rhythm.certifications;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.Api;
import rhythm.kernel.contract.EveryDay;
import rhythm.kernel.contract.ServiceParts;
import rhythm.kernel.contract.Tenant;

/** Certifications that end because who holds them is no member any more. */
@EveryDay
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "certifications"))
class DeactivationTest {
    private static final String FORMER = """
            {"contact_ids": ["c1", "c2", "c1"], "organization_ids": ["o1"], "termination_date": "2026-11-21"}""";

    private final Tenant tenant = new Tenant("deactivation", List.of());

    private static Answer deactivate(Api api, String body) {
        return api.send("POST", "/certifications/" + api.tenant() + "/deactivate", body);
    }

    private String make(String resource, String fields) {
        return tenant.api
                .send("POST", "/" + resource + "/" + tenant.name, "{\"name\": \"x\", " + fields + "}")
                .is(200)
                .id();
    }

    private JsonNode read(String certification) {
        return tenant.api
                .send("GET", "/certifications/" + tenant.name + "/" + certification, null)
                .is(200)
                .json();
    }

    private void ends(int expected) {
        assertEquals(
                expected,
                deactivate(tenant.api, FORMER).is(200).json().path("Count").intValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "contact_id": "c1"
            "contact_id": "c2", "status": "suspended"
            "contact_id": "c1", "organization_id": "o2"
            "organization_id": "o1"
            "contact_id": "c1", "effective_date": "2026-11-21", "expiration_date": "2030-01-31"
            "contact_id": "c1", "sys_locked": true
            """)
    void what_former_members_hold_ends_on_the_day_and_ends_once(String fields) {
        String certification = make("certifications", fields);
        ends(1);
        JsonNode ended = read(certification);
        assertEquals("inactive", ended.path("status").textValue());
        assertEquals("2026-11-21", ended.path("termination_date").textValue());
        assertEquals("2026-11-21", ended.path("last_terminated_date").textValue());
        assertEquals(2, ended.path("sys_version").intValue());
        ends(0);
        assertEquals(ended, read(certification));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "contact_id": "c3"
            "contact_id": "c3", "organization_id": "o1"
            "organization_id": "o2"
            "contact_id": "c1", "status": "inactive", "termination_date": "2020-01-31"
            "contact_id": "c1", "status": "retired"
            "contact_id": "c1", "effective_date": "2026-11-22"
            """)
    void what_others_hold_what_is_over_and_what_began_later_stays(String fields) {
        String certification = make("certifications", fields);
        JsonNode before = read(certification);
        ends(0);
        assertEquals(before, read(certification));
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0", "null, 1"})
    void a_program_may_say_that_it_needs_no_membership(String requiresMembership, int ended) {
        String program = make("programs", "\"requires_membership\": " + requiresMembership);
        make("certifications", "\"contact_id\": \"c1\", \"program_id\": \"" + program + "\"");
        ends(ended);
    }

    @Test
    void only_editors_of_the_tenant_end_anything_and_only_there() {
        String certification = make("certifications", "\"contact_id\": \"c1\"");
        Tenant other = new Tenant("deactivation", List.of());
        deactivate(tenant.as("billing-viewer"), FORMER).is(403);
        deactivate(new Api(tenant.name, other.api.authorization()), FORMER).is(403);
        deactivate(new Api(tenant.name, null), FORMER).is(401);
        assertEquals(
                0, deactivate(other.api, FORMER).is(200).json().path("Count").intValue());
        assertEquals("active", read(certification).path("status").textValue());
        deactivate(tenant.as("billing-editor"), FORMER).is(200);
        assertEquals("bob", read(certification).path("sys_last_modified_by_id").textValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"contact_ids": ["c1"]}                                                                       | termination_date
            {"contact_ids": ["c1"], "termination_date": null}                                             | termination_date
            {"contact_ids": ["c1"], "termination_date": "2026-02-30"}                                     | termination_date
            {"contact_ids": ["c1"], "termination_date": "2026-11-21T00:00:00Z"}                           | termination_date
            {"contact_ids": ["c1"], "termination_date": 20261121}                                         | termination_date
            {"contact_ids": ["c1"], "termination_date": ["2026-11-21"]}                                   | termination_date
            {"contact_ids": ["c1"], "termination_date": "4242 4242 4242 4242"}                            | termination_date
            {"termination_date": "2026-11-21"}                                                            | contact_ids
            {"contact_ids": [], "organization_ids": null, "termination_date": "2026-11-21"}               | contact_ids
            {"contact_ids": "c1", "termination_date": "2026-11-21"}                                       | contact_ids
            {"contact_ids": ["c1", 2], "termination_date": "2026-11-21"}                                  | contact_ids
            {"organization_ids": [null], "termination_date": "2026-11-21"}                                | organization_ids
            {"organization_ids": ["a\\u0000b"], "termination_date": "2026-11-21"}                         | organization_ids
            {"organization_ids": {"id": "o1"}, "termination_date": "2026-11-21"}                          | organization_ids
            {"contact_ids": ["c1"], "termination_date": "2026-11-21", "nonsense": 1}                      | nonsense
            """)
    void what_is_wrong_is_named(String body, String field) {
        deactivate(tenant.api, body).naming(400, field);
    }

    @Test
    void five_hundred_are_the_most_and_long_or_missing_bodies_are_refused() {
        String ids = IntStream.rangeClosed(1, 500)
                .mapToObj(i -> "\"c-%d\"".formatted(i))
                .collect(Collectors.joining(", "));
        String body = "{\"contact_ids\": [%s], \"organization_ids\": [%s], \"termination_date\": \"2026-11-21\"}";
        deactivate(tenant.api, body.formatted(ids, "")).is(200);
        deactivate(tenant.api, body.formatted(ids, "\"o\"")).naming(400, "contact_ids");
        deactivate(tenant.api, body.formatted('"' + "x".repeat(201) + '"', "")).naming(400, "contact_ids");
        deactivate(tenant.api, "[]").naming(400, "body");
        deactivate(tenant.api, "").is(400);
    }

    @Test
    void other_systems_ids_may_look_like_card_numbers() {
        deactivate(tenant.api, """
                {"contact_ids": ["4242424242424242"], "termination_date": "2026-11-21"}""").is(200);
    }
}
