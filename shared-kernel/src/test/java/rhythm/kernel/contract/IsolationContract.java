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

    /** The paths, in a body of this schema, of the fields that hold ids. */
    private static void places(JsonNode document, JsonNode given, String path, int depth, Map<String, Boolean> found) {
        JsonNode schema =
                given.has("$ref") ? document.at(given.path("$ref").asText().substring(1)) : given;
        if (depth > 4) {
            return;
        }
        schema.path("properties").properties().forEach(property -> {
            String at = path + "/" + property.getKey();
            boolean isList = property.getValue().path("type").toString().contains("array");
            if (property.getKey().matches("id|ids|.*_ids?")) {
                found.put(at, isList);
            }
            places(
                    document,
                    isList ? property.getValue().path("items") : property.getValue(),
                    at + (isList ? "/0" : ""),
                    depth + 1,
                    found);
        });
    }

    /** A body with this value in its place. */
    private static ObjectNode body(ObjectNode base, String path, Object value) {
        ObjectNode body = base.deepCopy();
        String[] steps = path.substring(1).split("/");
        JsonNode at = body;
        for (int i = 0; i < steps.length - 1; i++) {
            boolean isNextIndex = steps[i + 1].equals("0");
            at = at.isArray()
                    ? at.isEmpty() ? ((com.fasterxml.jackson.databind.node.ArrayNode) at).addObject() : at.get(0)
                    : isNextIndex
                            ? ((ObjectNode) at).withArrayProperty(steps[i])
                            : ((ObjectNode) at).withObjectProperty(steps[i]);
        }
        if (at.isArray()) {
            at = at.isEmpty() ? ((com.fasterxml.jackson.databind.node.ArrayNode) at).addObject() : at.get(0);
        }
        ((ObjectNode) at).putPOJO(steps[steps.length - 1], value);
        return RecordMapper.MAPPER.valueToTree(body);
    }

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
        ServiceDatabase.run("""
                do $$ declare t text; begin
                  for t in select c.table_name from information_schema.columns c
                    join information_schema.columns o on o.table_name = c.table_name and o.column_name = 'sys_version'
                    where c.table_schema = 'public' and c.column_name = 'name' and c.table_name not like '%%\\_record'
                  loop execute format('update %%I set name = ''%1$s'' where tenant_id = ''%2$s''', t); end loop;
                end $$""".formatted(SECRET, globex.name));
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
            Map<String, Boolean> places = new TreeMap<>();
            places(document, schema, "", 0, places);
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
                places.forEach((place, isList) -> bodies.add(body(base, place, isList ? List.of(id) : id)));
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
