package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client can get wrong in a body: the documented status, the field by name, and nothing changed. */
public interface InputContract extends Contract {

    @ParameterizedTest
    @MethodSource("subjects")
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
    @MethodSource("subjects")
    default void anUnknownFieldIsNamed(Resource resource) {
        Tenant acme = acme();
        for (String field : List.of("nonsense", "Name", "sysDirective", "tenant_id", "$schema", "")) {
            acme.api.post(resource, acme.body(resource).put(field, "x")).naming(400, field);
        }
        assertEquals(0, acme.count(resource));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void everyFieldOfTheWrongTypeIsNamed(Resource resource) {
        Tenant acme = acme();
        ObjectNode good = acme.body(resource);
        assertTrue(Fields.of(resource).size() > 20);
        List<String> paths = new ArrayList<>();
        BatchContract.Rows rows = new BatchContract.Rows();
        Fields.of(resource).properties().forEach(field -> {
            if (!field.getValue().path("readOnly").asBoolean()) {
                List<WrongValues.Wrong> all = WrongValues.of(field.getKey(), field.getValue());
                acme.api
                        .post(resource, with(good, field.getKey(), all.getFirst()))
                        .naming(400, all.getFirst().path());
                for (WrongValues.Wrong wrong : all) {
                    paths.add(wrong.path());
                    rows.create(with(good, field.getKey(), wrong));
                }
            }
        });
        List<JsonNode> results = rows.sendInHundreds(acme.api, resource);
        for (int i = 0; i < results.size(); i++) {
            String said = results.get(i).path("error_message").asText();
            if (!said.matches(Pattern.quote(paths.get(i)) + "([.\\[][^:]*)?: (?s:.+)")) {
                // a row's message tells the first of several faults, the problem document all of them
                acme.api.post(resource, rows.object(i)).naming(400, paths.get(i));
            }
        }
        assertEquals(0, acme.count(resource));
    }

    private static ObjectNode with(ObjectNode good, String field, WrongValues.Wrong wrong) {
        ObjectNode body = good.deepCopy();
        body.set(field, wrong.value());
        return body;
    }

    @ParameterizedTest
    @MethodSource("subjects")
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
    @MethodSource("subjects")
    default void whatANewRecordCannotDoWithoutIsNamed(Resource resource) {
        Tenant acme = acme();
        if (resource.template().contains("\"name\"")) {
            JsonNode unnamed = acme.body(resource).put("name", "");
            acme.api.post(resource, unnamed).naming(400, "name");
        }
        assertEquals(0, acme.count(resource));
    }
}
