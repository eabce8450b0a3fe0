package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 6902 on every record: six operations, all or nothing. */
public interface PatchContract extends Contract {

    @ParameterizedTest
    @MethodSource("subjects")
    default void allSixOperationsOfAPatchAreCarriedOut(Resource resource) {
        Tenant acme = acme();
        String id = acme.createId(resource);
        ObjectNode patched = acme.api.patch(resource, id, """
                        [{"op": "add", "path": "/sys_external_id", "value": "a"},
                         {"op": "test", "path": "/sys_external_id", "value": "a"},
                         {"op": "replace", "path": "/sys_external_id", "value": "b"},
                         {"op": "copy", "from": "/sys_external_id", "path": "/sys_directive"},
                         {"op": "move", "from": "/sys_directive", "path": "/sys_bulk_load_pk"},
                         {"op": "remove", "path": "/sys_external_id"}]""").is(200).object();
        assertEquals("b", patched.path("sys_bulk_load_pk").textValue());
        assertNull(patched.get("sys_external_id"));
        assertNull(patched.get("sys_directive"));
        assertEquals(2, patched.path("sys_version").intValue());
        assertEquals(patched, acme.read(resource, id));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void bothMediaTypesOfAPatchAreTaken(Resource resource) {
        Tenant acme = acme();
        String id = acme.createId(resource);
        String patch = """
                [{"op": "add", "path": "/sys_external_id", "value": "a"}]""";
        acme.api.patch(resource, id, patch, "Content-Type", Api.PATCH_JSON).is(200);
        acme.api
                .patch(resource, id, patch, "Content-Type", "application/json; charset=utf-8")
                .is(200);
        acme.api.patch(resource, id, patch, "Content-Type", "text/plain").is(415);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void aPatchMayTestTheVersion(Resource resource) {
        Tenant acme = acme();
        String id = acme.createId(resource);
        String patch = """
                [{"op": "test", "path": "/sys_version", "value": 1},
                 {"op": "add", "path": "/sys_external_id", "value": "a"}]""";
        acme.api.patch(resource, id, patch).is(200);
        acme.api.patch(resource, id, patch).is(409);
        assertEquals(2, acme.read(resource, id).path("sys_version").intValue());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void aPatchThatFailsChangesNothing(Resource resource) {
        Tenant acme = acme();
        String id = acme.create(resource, "kept").path("id").textValue();
        ObjectNode before = acme.read(resource, id);
        String change = "[{\"op\": \"replace\", \"path\": \"/sys_external_id\", \"value\": \"lost\"}, %s]";
        for (String wrong : List.of("""
                {"op": "remove", "path": "/no/such/place"}""", """
                {"op": "replace", "path": "/sys_directive", "value": "x"}""", """
                {"op": "add", "path": "sys_directive", "value": "x"}""", """
                {"op": "add", "path": "/sys_directive~2", "value": "x"}""", """
                {"op": "add", "path": "/sys_directive"}""", """
                {"op": "move", "path": "/sys_directive", "from": "/nowhere"}""", """
                {"op": "copy", "path": "/sys_directive"}""", """
                {"op": "invent", "path": "/sys_directive", "value": "x"}""", """
                {"path": "/sys_directive", "value": "x"}""", """
                {"op": "replace", "path": "", "value": [1]}""", """
                {"op": "replace", "path": "", "value": "text"}""", """
                {"op": "remove", "path": ""}""", "7", "null")) {
            acme.api.patch(resource, id, change.formatted(wrong)).is(400);
        }
        acme.api.patch(resource, id, change.formatted("""
                {"op": "test", "path": "/sys_external_id", "value": "other"}""")).is(409);
        assertEquals(before, acme.read(resource, id));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void whatIsNoPatchDocumentIsRefused(Resource resource) {
        Tenant acme = acme();
        String id = acme.createId(resource);
        for (String wrong : List.of(
                "{}", "7", "\"x\"", "null", "[1]", "[[]]", "", "[", "{\"op\": \"remove\", \"path\": \"/name\"}")) {
            acme.api.patch(resource, id, wrong).is(400);
        }
        assertEquals(1, acme.read(resource, id).path("sys_version").intValue());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void aPatchNamesTheFieldItMayNotWrite(Resource resource) {
        Tenant acme = acme();
        String id = acme.createId(resource);
        String add = "[{\"op\": \"add\", \"path\": \"/%s\", \"value\": \"x\"}]";
        for (String field : Fields.readOnly(resource)) {
            acme.api.patch(resource, id, add.formatted(field)).naming(400, field);
        }
        for (String field : List.of("nonsense", "tenant_id", "Sys_external_id")) {
            acme.api.patch(resource, id, add.formatted(field)).naming(400, field);
        }
        acme.api
                .patch(resource, id, "[{\"op\": \"remove\", \"path\": \"/sys_version\"}]")
                .naming(400, "sys_version");
        acme.api
                .patch(resource, id, "[{\"op\": \"replace\", \"path\": \"\", \"value\": {}}]")
                .naming(400, "id");
        assertEquals(1, acme.read(resource, id).path("sys_version").intValue());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void anEtagGuardsWritesAndSavesReads(Resource resource) {
        Tenant acme = acme();
        Answer created = acme.api.post(resource, acme.body(resource)).is(200);
        String id = created.id();
        String patch = """
                [{"op": "add", "path": "/sys_external_id", "value": "a"}]""";
        String first = created.header("ETag");
        assertEquals(first, acme.api.get(resource, "/" + id).is(200).header("ETag"));
        acme.api.get(resource, "/" + id, "If-None-Match", first).is(304);
        String second =
                acme.api.patch(resource, id, patch, "If-Match", first).is(200).header("ETag");
        acme.api.get(resource, "/" + id, "If-None-Match", first).is(200);
        acme.api.get(resource, "/" + id, "If-None-Match", "\"77\", " + second).is(304);
        acme.api
                .get(resource, "/" + id + "?fields=sys_version", "If-None-Match", second)
                .is(200);
        acme.api.patch(resource, id, patch, "If-Match", first).is(412);
        acme.api
                .put(resource, id, acme.replacement(resource, id), "If-Match", first)
                .is(412);
        acme.api.delete(resource, id, "If-Match", first).is(412);
        acme.api.delete(resource, id, "If-Match", "nonsense").is(412);
        acme.api
                .put(resource, id, acme.replacement(resource, id), "If-Match", second)
                .is(200);
        acme.api.delete(resource, id, "If-Match", "\"3\"").is(resource.deletion());
    }
}
