package rhythm.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhythm.kernel.contract.ServiceDatabase;
import rhythm.kernel.contract.ServiceParts;

/** The open renewal order is the engine's, and the only guard against a second one for the same term. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "membership"))
class OpenOrderEditTest {
    @Test
    void an_open_renewal_order_outlives_every_edit_of_its_member() {
        Office office = new Office();
        String member = office.member("2026-03-10");
        ServiceDatabase.one("update memberships set renewal_order_id = 'o1' where id = ? returning id", member);
        office.api("PUT", "memberships", "/" + member, """
                        {"name": "Ann", "contact_id": "c", "expiration_date": "2026-03-10"}""").is(200);
        assertEquals(
                "o1",
                office.api("GET", "memberships", "/" + member, null)
                        .json()
                        .path("renewal_order_id")
                        .textValue());
        office.api("PATCH", "memberships", "/" + member, """
                        [{"op": "remove", "path": "/renewal_order_id"}]""").naming(400, "renewal_order_id");
    }

    private static String text(Office office, String member, String field) {
        return office.api("GET", "memberships", "/" + member, null)
                .json()
                .path(field)
                .asText();
    }

    private static void patch(Office office, String member, String path, String value) {
        office.api("PATCH", "memberships", "/" + member, """
                        [{"op": "add", "path": "/%s", "value": "%s"}]""".formatted(path, value))
                .is(200);
    }

    @ParameterizedTest
    @CsvSource({"replace, true", "keep, false"})
    void an_order_for_another_package_is_replaced_or_kept_as_the_tenant_decides(String choice, String superseded) {
        Office office = new Office();
        office.make("settings", "{\"superseded_orders\": \"" + choice + "\"}");
        String small = office.make("packages", "{\"name\": \"Small\", \"term\": 12}");
        String large = office.make("packages", "{\"name\": \"Large\", \"term\": 12}");
        String member = office.member("2026-03-10");
        patch(office, member, "package_id", small);
        ServiceDatabase.one(
                "update memberships set renewal_order_id = 'o1', renewal_order_package_id = ? where id = ? returning id",
                small,
                member);
        patch(office, member, "package_id", large);
        assertEquals(superseded, text(office, member, "renewal_order_superseded"));
        assertEquals("o1", text(office, member, "renewal_order_id"));
    }

    @ParameterizedTest
    @CsvSource({"make principal, active, false", "end, inactive, true"})
    void who_inherits_no_more_is_a_principal_or_ended_as_the_tenant_decides(
            String choice, String status, boolean isTerminated) {
        Office office = new Office();
        office.make("settings", "{\"ended_inheritance\": \"" + choice + "\"}");
        String principal = office.member("2026-03-10");
        String member = office.member("2026-03-10");
        office.api("PATCH", "memberships", "/" + member, """
                        [{"op": "add", "path": "/parent_id", "value": "%s"},
                         {"op": "add", "path": "/origin", "value": "flow down"}]""".formatted(principal))
                .is(200);
        patch(office, member, "origin", "principal");
        assertEquals("principal " + status, text(office, member, "origin") + " " + text(office, member, "status"));
        assertEquals(isTerminated, !text(office, member, "termination_date").isEmpty());
    }
}
