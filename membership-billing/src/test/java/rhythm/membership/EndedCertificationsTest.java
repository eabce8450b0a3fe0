package rhythm.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rhythm.kernel.contract.ServiceDatabase;
import rhythm.kernel.process.Await;
import rhythm.membership.orders.ScriptedServices;

/** A drop that ends certifications, from the run to the call that certifications-billing gets. */
@QuarkusTest
@WithTestResource(ScriptedServices.class)
class EndedCertificationsTest {
    @Test
    void certifications_billing_is_told_of_the_members_a_run_dropped() {
        ScriptedServices.CALLS.clear();
        ScriptedServices.ANSWERS.clear();
        ScriptedServices.ANSWERS.add(Map.entry(200, "{\"Count\": 1}"));
        Office office = new Office();
        office.clock(Instant.parse("2026-04-10T10:00:00Z"));
        String member = office.member("2026-03-10");
        String run = office.run(Office.ENDING_DROPS);
        office.refresh(run);
        office.execute(run);
        Await.that("the note stays", () -> ServiceDatabase.one("""
                        select 1 from memberships m where m.id = ? and m.status = 'inactive'
                          and not exists (select from certification_ends e where e.membership_id = m.id)""", member) != null);
        assertEquals(1, ScriptedServices.CALLS.size());
        List<String> call = ScriptedServices.CALLS.getFirst();
        assertEquals("deactivate", call.getFirst().replaceAll(".*/", ""));
        assertEquals(JsonArray.of("c"), new JsonObject(call.getLast()).getJsonArray("contact_ids"));
    }
}
