package rhythm.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
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
}
