package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Create, read, replace and delete, one record at a time. */
public interface CrudContract extends Contract {
    List<String> WRITE_STAMPS =
            List.of("sys_version", "sys_last_modified_at", "sys_last_modified_by_id", "sys_last_security_context");

    Pattern KEEPER = Pattern.compile("another record refers to this one: (\\w+) ([\\w|-]+)");

    @ParameterizedTest
    @MethodSource("subjects")
    default void aCreatedRecordIsAnsweredAsItIsStored(Resource resource) {
        Tenant acme = acme();
        ObjectNode sent = acme.body(resource);
        Answer answer = acme.api.post(resource, sent).is(200);
        JsonNode record = answer.json();
        sent.properties()
                .forEach(field -> assertTrue(holds(record.get(field.getKey()), field.getValue()), field::getKey));
        assertTrue(answer.id().matches("^[\\w|-]+$"), answer::id);
        assertEquals(1, record.path("sys_version").intValue());
        assertEquals("ann", record.path("sys_created_by_id").textValue());
        assertEquals("ann", record.path("sys_last_modified_by_id").textValue());
        assertEquals(record.get("sys_created_at"), record.get("sys_last_modified_at"));
        assertTrue(record.path("sys_created_at").textValue().startsWith("20"));
        JsonNode context = record.path("sys_last_security_context");
        assertEquals("ann", context.path("subject").textValue());
        assertEquals("rhythm-cli", context.path("client").textValue());
        assertEquals(4, context.path("roles").size());
        assertEquals(answer.header("X-Request-Id"), context.path("request_id").textValue());
        assertNull(record.get("tenant_id"));
        assertNotNull(answer.header("ETag"));
        assertEquals(record, acme.read(resource, answer.id()));
        assertEquals(1, acme.count(resource));
    }

    /** Everything sent is there; the server may have filled in more. */
    static boolean holds(JsonNode stored, JsonNode sent) {
        if (stored != null && stored.isObject() && sent.isObject()) {
            return sent.properties().stream().allMatch(f -> holds(stored.get(f.getKey()), f.getValue()));
        }
        if (stored != null && stored.isArray() && sent.isArray() && stored.size() == sent.size()) {
            return IntStream.range(0, sent.size()).allMatch(i -> holds(stored.get(i), sent.get(i)));
        }
        if (stored != null && stored.isNumber() && sent.isNumber()) {
            return stored.decimalValue().compareTo(sent.decimalValue()) == 0;
        }
        return sent.equals(stored);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void idsAreTheServersToMake(Resource resource) {
        Tenant acme = acme();
        acme.api.post(resource, acme.body(resource).put("id", "mine")).naming(400, "id");
        assertEquals(0, acme.count(resource));
    }

    @ParameterizedTest
    @MethodSource("collections")
    default void idsSortByTheTimeTheyWereMade(Resource resource) {
        Tenant acme = acme();
        String first = acme.createId(resource);
        String second = acme.createId(resource);
        assertTrue(first.compareTo(second) < 0, first + " before " + second);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void whatTheServerOwnsIsIgnoredInNewRecords(Resource resource) {
        Tenant acme = acme();
        ObjectNode body = acme.body(resource).put("sys_version", 77).put("sys_created_by_id", "eve");
        JsonNode record = acme.api
                .post(resource, body.put("sys_deleted_by_id", "eve"))
                .is(200)
                .json();
        assertEquals(1, record.path("sys_version").intValue());
        assertEquals("ann", record.path("sys_created_by_id").textValue());
        assertNull(record.get("sys_deleted_by_id"));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void theBulkLoadFieldsAreTheClients(Resource resource) {
        Tenant acme = acme();
        ObjectNode body = acme.body(resource)
                .put("sys_external_id", "x-1")
                .put("sys_directive", "none")
                .put("sys_bulk_load_pk", "pk-1")
                .put("sys_bulk_load_at", "2027-01-31T00:00:00Z")
                .put("sys_bulk_load_id", "load-1")
                .put("sys_bulk_load_record_no", 17)
                .put("sys_bulk_load_source_file", "members.csv");
        JsonNode record = acme.api.post(resource, body).is(200).json();
        body.properties()
                .forEach(field -> assertTrue(holds(record.get(field.getKey()), field.getValue()), field::getKey));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void aRecordJustReadCanBePutBack(Resource resource) {
        Tenant acme = acme();
        String id = acme.createId(resource);
        ObjectNode read = acme.read(resource, id);
        ObjectNode put = acme.api.put(resource, id, read).is(200).object();
        assertEquals(2, put.path("sys_version").intValue());
        assertEquals(put, acme.read(resource, id));
        assertEquals(read.without(WRITE_STAMPS), put.without(WRITE_STAMPS));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void aReplacementLeavesNothingOfWhatItDoesNotName(Resource resource) {
        Tenant acme = acme();
        String id = acme.create(resource, "old").path("id").textValue();
        ObjectNode put = acme.api
                .put(resource, id, acme.replacement(resource, id))
                .is(200)
                .object();
        assertNull(put.get("sys_external_id"));
        assertEquals(2, put.path("sys_version").intValue());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void aReplacementOfAnOldVersionIsAConflict(Resource resource) {
        Tenant acme = acme();
        String id = acme.createId(resource);
        ObjectNode stale = acme.read(resource, id);
        acme.api
                .put(resource, id, stale.deepCopy().put("sys_external_id", "first"))
                .is(200);
        acme.api.put(resource, id, stale.put("sys_external_id", "second")).naming(409, "sys_version");
        assertEquals("first", acme.read(resource, id).path("sys_external_id").textValue());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void aReplacementNamesItsOwnIdOrNone(Resource resource) {
        Tenant acme = acme();
        String id = acme.createId(resource);
        acme.api
                .put(resource, id, acme.replacement(resource, id).put("id", "another"))
                .naming(400, "id");
        acme.api.put(resource, id, acme.replacement(resource, id).put("id", id)).is(200);
        acme.api
                .put(resource, id, acme.replacement(resource, id).put("sys_version", "2"))
                .naming(400, "sys_version");
        acme.api.put(resource, "no-such-id", acme.body(resource)).is(404);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void aDeletedRecordIsGoneAndLeavesATrace(Resource resource) {
        Tenant acme = acme();
        String id = acme.createId(resource);
        Answer deleted = acme.api.delete(resource, id).is(resource.deletion());
        if (resource.isKept()) {
            acme.api.get(resource, "/" + id).is(200);
            return;
        }
        assertEquals('"' + id + '"', deleted.body());
        acme.api.get(resource, "/" + id).is(404);
        acme.api.delete(resource, id).is(404);
        acme.api.put(resource, id, acme.body(resource)).is(404);
        acme.api.patch(resource, id, "[]").is(404);
        assertEquals(0, acme.count(resource));
        String trace = "select sys_deleted_by_id || ' ' || (record ->> 'id') from deletions"
                + " where tenant_id = ? and resource = ? and id = ?";
        assertEquals("ann " + id, ServiceDatabase.one(trace, acme.name, resource.name(), id));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void whatIsMadeAgainCanBeDeletedAgain(Resource resource) {
        Tenant acme = acme();
        ObjectNode body = acme.body(resource);
        List<String> deleted = new ArrayList<>();
        for (int i = 0; i < 2 && !resource.isKept(); i++) {
            String id = acme.api.post(resource, body).is(200).id();
            acme.api.delete(resource, id).is(200);
            deleted.add(id);
        }
        String traces =
                "select string_agg(id, ' ' order by deleted_at) from deletions where tenant_id = ? and resource = ?";
        String expected = resource.isKept() ? "null" : String.join(" ", deleted);
        assertEquals(expected, String.valueOf((Object) ServiceDatabase.one(traces, acme.name, resource.name())));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void aRecordThatOthersReferToStays(Resource resource) {
        for (Resource other : resources()) {
            if (other.keeps(resource)) {
                Tenant acme = acme();
                String id = References.to(resource, other, acme.create(other));
                String refused = acme.api.delete(resource, id).is(409).body();
                Matcher keeper = KEEPER.matcher(refused);
                assertTrue(keeper.find(), () -> refused + " should name a record");
                Answer named = acme.api.get(acme.named(keeper.group(1)), "/" + keeper.group(2));
                assertTrue(
                        named.is(200).body().contains(id), () -> refused + " should name a record that refers to it");
                acme.api.get(resource, "/" + id).is(200);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void aReferenceToNothingIsAConflictThatNamesIt(Resource resource) {
        Tenant acme = acme();
        Tenant globex = globex();
        ObjectNode template = References.tree(resource);
        for (var reference : References.in(template).entrySet()) {
            for (String missing : List.of("no-such-id", globex.reference(reference.getValue()))) {
                ObjectNode body = acme.body(resource);
                References.set(body, reference.getKey(), missing);
                Answer refused = acme.api.post(resource, body).naming(409, reference.getKey());
                assertTrue(refused.body().contains(missing), refused::body);
            }
        }
        assertEquals(0, acme.count(resource));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void onlyTheFieldsAskedForAreAnsweredAndTheId(Resource resource) {
        Tenant acme = acme();
        String id = acme.createId(resource);
        JsonNode some = acme.api
                .get(resource, "/" + id + "?fields=sys_version,sys_created_at&consistentRead=true")
                .is(200)
                .json();
        assertEquals(
                List.of("id", "sys_version", "sys_created_at"),
                List.copyOf(
                        some.propertyStream().map(java.util.Map.Entry::getKey).toList()));
        acme.api.get(resource, "/" + id + "?fields=sys_version,nonsense").naming(400, "fields");
        acme.api.get(resource, "/" + id + "?fields=tenant_id").naming(400, "fields");
    }
}
