package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhythm.kernel.process.Size;
import rhythm.kernel.record.RecordMapper;
import rhythm.stack.TokenIssuer;

/**
 * Every operation with another tenant's ids, in every place that can have one: in the address, the query, each field of the body.
 * By a caller of another tenant, whom the token refuses; and by one of both, whom only the statement and the row policy refuse.
 */
public interface IsolationContract extends Contract {
    String SECRET = "of-the-other-tenant";

    private static String path(Documented one, String tenant, String id) {
        return one.path().replace("{tenantId}", tenant).replaceAll("\\{\\w+}", id);
    }

    @Test
    default void anothersIdsLeadNowhere() {
        Tenant acme = acme();
        Tenant globex = globex();
        List<String> ids = new ArrayList<>();
        for (Resource resource : collections()) {
            ids.add(globex.createId(resource));
        }
        TenantState.nameAll(globex, SECRET);
        Api intruder = acme.api;
        Api both = new Api(
                acme.name,
                Tenant.bearer(TokenIssuer.LOCAL, "ann", List.of(acme.name, globex.name), TokenIssuer.ALL_ROLES));
        JsonNode document =
                acme.api.send("GET", "/q/openapi?format=json", null).is(200).json();
        TenantState state = new TenantState(Set.of());
        String before = state.of(globex);
        Map<Integer, Integer> statuses = new TreeMap<>();
        int calls = 0;
        for (Documented one : Documented.all(document)) {
            if (!one.path().contains("{tenantId}")) {
                continue;
            }
            boolean hasBody = !one.verb().equals("GET") && !one.verb().equals("DELETE");
            JsonNode schema = one.operation().at("/requestBody/content/application~1json/schema");
            Map<String, Boolean> places = IdPlaces.of(document, schema);
            ObjectNode base = resources().stream()
                    .filter(resource -> one.path().equals("/" + resource.name() + "/{tenantId}"))
                    .findFirst()
                    .map(acme::body)
                    .orElseGet(RecordMapper.MAPPER::createObjectNode);
            // on every build a third of the ids in each place, and all in the full size
            int share = Size.of(3, 1);
            for (String id : ids.stream()
                    .filter(id -> ids.indexOf(id) % share
                            == Math.floorMod(one.toString().hashCode(), share))
                    .toList()) {
                Answer stopped = intruder.send(one.verb(), path(one, globex.name, id), hasBody ? "{}" : null);
                assertEquals(403, stopped.status(), () -> one + " let a stranger in: " + stopped.body());
                List<ObjectNode> bodies = new ArrayList<>(List.of(base));
                places.forEach((place, isList) -> bodies.add(IdPlaces.body(base, place, isList ? List.of(id) : id)));
                for (ObjectNode body : bodies) {
                    Answer answer = both.send(one.verb(), path(one, acme.name, id), hasBody ? body : null);
                    statuses.merge(answer.status(), 1, Integer::sum);
                    assertFalse(answer.body().contains(SECRET), () -> one + " " + body + " told: " + answer.body());
                    calls++;
                    if (!hasBody
                            || answer.status() == 404
                                    && !places.isEmpty()
                                    && one.path().endsWith("}")) {
                        break;
                    }
                }
            }
        }
        assertEquals(before, state.of(globex), "nothing of the other tenant's has changed");
        System.out.printf(
                "isolation: %d operations, %d foreign ids, %d calls past the token check, statuses %s, 0 rows told or changed%n",
                Documented.all(document).size(), ids.size(), calls, statuses);
        assertTrue(calls > 500, () -> "calls " + statuses);
    }
}
