package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client can get wrong in a body: the documented status, the field by name, and nothing changed. */
public interface InputContract extends Contract {

    @ParameterizedTest
    @MethodSource("resources")
    default void whatIsNotOneJsonObjectIsRefused(Resource resource) {
        Tenant acme = acme();
        String good = acme.body(resource).toString();
        String rest = good.substring(1);
        List<String> bodies = List.of(
                "",
                " ",
                "{",
                "[]",
                "[" + good + "]",
                "7",
                "null",
                "\"text\"",
                "true",
                good + good,
                good + " x",
                good.substring(0, good.length() - 1),
                "{'name': 1}",
                "{\"a\": NaN}",
                "{\"a\": 01}",
                "{/* */}",
                "{\"sys_directive\": \"a\", \"sys_directive\": \"b\", " + rest,
                "[".repeat(5000),
                "{\"a\":".repeat(5000));
        for (String body : bodies) {
            acme.api.post(resource, "", body).is(400);
        }
        byte[] latin = ("{\"sys_directive\": \"\u00e9\", " + rest).getBytes(StandardCharsets.ISO_8859_1);
        acme.api.post(resource, "", latin).is(400);
        assertEquals(0, acme.count(resource));
        String id = acme.createId(resource);
        for (String body : bodies) {
            acme.api.call("PUT", resource, "/" + id, body).is(400);
        }
        assertEquals(1, acme.read(resource, id).path("sys_version").intValue());
    }

    @ParameterizedTest
    @MethodSource("resources")
    default void anUnknownFieldIsNamed(Resource resource) {
        Tenant acme = acme();
        for (String field : List.of("nonsense", "Name", "sysDirective", "tenant_id", "$schema", "")) {
            acme.api.post(resource, acme.body(resource).put(field, "x")).naming(400, field);
        }
        assertEquals(0, acme.count(resource));
    }

    @ParameterizedTest
    @MethodSource("resources")
    default void everyFieldOfTheWrongTypeIsNamed(Resource resource) {
        Tenant acme = acme();
        ObjectNode good = acme.body(resource);
        assertTrue(Fields.of(resource).size() > 20);
        Fields.of(resource).properties().forEach(field -> {
            if (!field.getValue().path("readOnly").asBoolean()) {
                for (WrongValues.Wrong wrong : WrongValues.of(field.getKey(), field.getValue())) {
                    ObjectNode body = good.deepCopy();
                    body.set(field.getKey(), wrong.value());
                    acme.api.post(resource, body).naming(400, wrong.path());
                }
            }
        });
        assertEquals(0, acme.count(resource));
    }

    @ParameterizedTest
    @MethodSource("resources")
    default void theSameHoldsForReplacementsAndPatches(Resource resource) {
        Tenant acme = acme();
        ObjectNode record = acme.create(resource);
        String id = record.path("id").textValue();
        Fields.of(resource).properties().forEach(field -> {
            if (!field.getValue().path("readOnly").asBoolean()) {
                WrongValues.Wrong wrong =
                        WrongValues.of(field.getKey(), field.getValue()).getFirst();
                ObjectNode body = record.deepCopy();
                body.set(field.getKey(), wrong.value());
                acme.api.put(resource, id, body).naming(400, wrong.path());
                String patch =
                        "[{\"op\": \"add\", \"path\": \"/" + field.getKey() + "\", \"value\": " + wrong.value() + "}]";
                acme.api.patch(resource, id, patch).naming(400, wrong.path());
            }
        });
        assertEquals(record, acme.read(resource, id));
    }

    @ParameterizedTest
    @MethodSource("resources")
    default void whatANewRecordCannotDoWithoutIsNamed(Resource resource) {
        Tenant acme = acme();
        if (resource.template().contains("\"name\"")) {
            JsonNode unnamed = acme.body(resource).put("name", "");
            acme.api.post(resource, unnamed).naming(400, "name");
        }
        assertEquals(0, acme.count(resource));
    }
}
