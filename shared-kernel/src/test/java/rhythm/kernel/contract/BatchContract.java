package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rhythm.kernel.record.RecordMapper;

/** Up to a hundred operations in a call, each standing alone. */
public interface BatchContract extends Contract {

    /** The rows of a batch under construction. */
    final class Rows {
        private final ArrayNode rows = RecordMapper.MAPPER.createArrayNode();

        Rows create(ObjectNode object) {
            return row("create", null, "object", object);
        }

        Rows update(String id, ObjectNode object) {
            return row("update", id, "object", object);
        }

        Rows patch(String id, String op, String value) {
            ArrayNode directives = RecordMapper.MAPPER.createArrayNode();
            directives.addObject().put("op", op).put("path", "/sys_external_id").put("value", value);
            return row("patch", id, "patch_directives", directives);
        }

        Rows delete(String id) {
            return row("delete", id, null, null);
        }

        Rows row(String operation, String id, String field, JsonNode value) {
            ObjectNode row = rows.addObject().put("operation", operation);
            if (id != null) {
                row.put("id", id);
            }
            if (field != null) {
                row.set(field, value);
            }
            return this;
        }

        /** What a row that creates is to create. */
        JsonNode object(int row) {
            return rows.get(row).get("object");
        }

        ObjectNode body() {
            ObjectNode body = RecordMapper.MAPPER.createObjectNode();
            body.set("operations", rows);
            return body;
        }

        /** The outcomes in order; the counts must agree with them. */
        JsonNode sendTo(Api api, Resource resource) {
            JsonNode answer = api.post(resource, "/batch", body()).is(200).json();
            JsonNode results = answer.path("results");
            assertEquals(rows.size(), results.size());
            long done = results.valueStream().filter(Rows::isDone).count();
            assertEquals(done, answer.path("success_count").longValue());
            assertEquals(rows.size() - done, answer.path("error_count").longValue());
            for (int i = 0; i < rows.size(); i++) {
                assertEquals(rows.get(i).get("operation"), results.get(i).get("operation"));
                assertEquals(
                        !isDone(results.get(i)), results.get(i).hasNonNull("error_message"), results.get(i)::toString);
            }
            return results;
        }

        /** The results of as many calls as it takes, none of them done. */
        List<JsonNode> sendInHundreds(Api api, Resource resource) {
            List<JsonNode> results = new ArrayList<>();
            for (int from = 0; from < rows.size(); from += 100) {
                Rows some = new Rows();
                for (int i = from; i < Math.min(from + 100, rows.size()); i++) {
                    some.rows.add(rows.get(i));
                }
                results.addAll(some.sendTo(api, resource).valueStream().toList());
            }
            assertFalse(results.stream().anyMatch(Rows::isDone));
            return results;
        }

        static boolean isDone(JsonNode result) {
            return result.path("outcome").asText().equals("success");
        }

        static List<Boolean> done(JsonNode results) {
            return results.valueStream().map(Rows::isDone).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("collections")
    default void theOperationsOfABatchStandAloneAndAnswerInOrder(Resource resource) {
        Tenant acme = acme();
        String updated = acme.createId(resource);
        String patched = acme.createId(resource);
        String deleted = acme.createId(resource);
        String foreign = globex().createId(resource);
        JsonNode results = new Rows()
                .create(acme.body(resource).put("nonsense", 1))
                .create(acme.body(resource).put("sys_external_id", "new"))
                .update(updated, acme.replacement(resource, updated).put("sys_external_id", "updated"))
                .update("no-such-id", acme.body(resource))
                .patch(patched, "test", "wrong")
                .patch(patched, "add", "patched")
                .row("patch", patched, "patch_directives", RecordMapper.MAPPER.createObjectNode())
                .delete(deleted)
                .delete(deleted)
                .delete(foreign)
                .row("frobnicate", updated, null, null)
                .row("update", null, "object", acme.body(resource))
                .row("create", null, null, null)
                .create(acme.body(resource).put("id", "mine"))
                .delete("a\u0000")
                .sendTo(acme.api, resource);
        assertEquals(
                List.of(
                        false,
                        true,
                        true,
                        false,
                        false,
                        true,
                        false,
                        !resource.isKept(),
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false),
                Rows.done(results));
        String created = results.get(1).path("id").textValue();
        assertEquals(acme.read(resource, created), results.get(1).get("object"));
        assertEquals(acme.read(resource, updated), results.get(2).get("object"));
        assertEquals(
                "updated", acme.read(resource, updated).path("sys_external_id").textValue());
        assertEquals(
                "patched", acme.read(resource, patched).path("sys_external_id").textValue());
        assertEquals(updated, results.get(2).path("id").textValue());
        acme.api.get(resource, "/" + deleted).is(resource.isKept() ? 200 : 404);
        assertEquals(resource.isKept() ? 4 : 3, acme.count(resource));
    }

    @ParameterizedTest
    @MethodSource("collections")
    default void aLaterOperationSeesWhatAnEarlierOneOfTheSameBatchDid(Resource resource) {
        Tenant acme = acme();
        String id = acme.createId(resource);
        JsonNode results = new Rows()
                .patch(id, "add", "one")
                .patch(id, "test", "one")
                .patch(id, "replace", "two")
                .update(id, acme.replacement(resource, id).put("sys_version", 1))
                .delete(id)
                .patch(id, "add", "three")
                .sendTo(acme.api, resource);
        assertEquals(List.of(true, true, true, false, !resource.isKept(), resource.isKept()), Rows.done(results));
        assertEquals(
                "two", results.get(2).path("object").path("sys_external_id").textValue());
        acme.api.get(resource, "/" + id).is(resource.isKept() ? 200 : 404);
    }

    @ParameterizedTest
    @MethodSource("collections")
    default void aHundredOperationsAreTakenAndNoMore(Resource resource) {
        Tenant acme = acme();
        Rows rows = new Rows();
        for (int i = 0; i < 100; i++) {
            rows.create(acme.body(resource).put("sys_external_id", "r" + i));
        }
        JsonNode results = rows.sendTo(acme.api, resource);
        for (int i = 0; i < 100; i++) {
            assertEquals(
                    "r" + i,
                    results.get(i).path("object").path("sys_external_id").textValue());
        }
        assertEquals(100, acme.count(resource));
        rows.create(acme.body(resource));
        acme.api.post(resource, "/batch", rows.body()).naming(400, "operations");
        assertEquals(100, acme.count(resource));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void anEmptyBatchIsNoErrorAndABrokenOneIs(Resource resource) {
        Api api = acme().api;
        assertEquals(0, new Rows().sendTo(api, resource).size());
        for (String wrong :
                List.of("{}", "[]", "{\"operations\": {}}", "{\"operations\": [1]}x", "{\"operations\": null}", "7")) {
            api.post(resource, "/batch", wrong).is(400);
        }
        api.post(resource, "/batch", "{\"operations\": [], \"nonsense\": 1}").naming(400, "nonsense");
        JsonNode odd = api.post(resource, "/batch", "{\"operations\": [1, null, [], {}, {\"operation\": 5}]}")
                .is(200)
                .json();
        assertEquals(5, odd.path("error_count").intValue());
    }

    @ParameterizedTest
    @MethodSource("collections")
    default void anUnknownMemberOfARowIsRefused(Resource resource) {
        Tenant acme = acme();
        JsonNode results = new Rows()
                .row("delete", acme.createId(resource), "nonsense", RecordMapper.MAPPER.createArrayNode())
                .sendTo(acme.api, resource);
        assertTrue(results.get(0).path("error_message").asText().contains("nonsense"));
    }

    @ParameterizedTest
    @MethodSource("collections")
    default void aRowThatAConstraintRefusesLeavesTheOthersDone(Resource resource) {
        for (Resource other : collections()) {
            if (other.keeps(resource)) {
                Tenant acme = acme();
                String referred = References.to(resource, other, acme.create(other));
                ObjectNode first = acme.body(resource);
                ObjectNode last = acme.body(resource);
                int before = acme.count(resource);
                JsonNode results =
                        new Rows().create(first).delete(referred).create(last).sendTo(acme.api, resource);
                assertEquals(List.of(true, false, true), Rows.done(results));
                assertEquals(before + 2, acme.count(resource));
                assertFalse(results.get(1)
                        .path("error_message")
                        .asText()
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains("constraint"));
            }
        }
    }
}
