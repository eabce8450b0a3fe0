package rhythm.kernel.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** For one field of a record, by its schema, everything that must not be taken; objects inside it included. */
final class WrongValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LONGEST_TEXT = 4_000;
    private static final int DEEPEST = 4;

    /** A wrong value of a top-level field, and the path of what is wrong in it. */
    record Wrong(String path, JsonNode value) {}

    private WrongValues() {}

    static List<Wrong> of(String path, JsonNode schema) {
        return of(path, schema, 0);
    }

    private static List<Wrong> of(String path, JsonNode given, int depth) {
        JsonNode schema = Fields.resolve(given);
        List<Wrong> wrong = new ArrayList<>();
        List<String> types = Fields.types(given);
        for (Map.Entry<String, JsonNode> sample : samples().entrySet()) {
            String type = sample.getKey().split(" ", -1)[0];
            if (!types.contains(type) && !(type.equals("integer") && types.contains("number"))) {
                wrong.add(new Wrong(path, sample.getValue()));
            }
        }
        if (types.contains("string")) {
            texts(schema).forEach(text -> wrong.add(new Wrong(path, JSON.textNode(text))));
        }
        if (types.contains("number")) {
            for (String number : List.of("1e200000", "-1e30", "1e-200000", "0e200000")) {
                wrong.add(new Wrong(path, JSON.numberNode(new BigDecimal(number))));
            }
        }
        if (types.contains("array") && depth < DEEPEST) {
            for (Wrong element : of(path + "[0]", schema.path("items"), depth + 1)) {
                wrong.add(new Wrong(element.path(), JSON.arrayNode().add(element.value())));
            }
        }
        if (types.contains("object") && depth < DEEPEST) {
            schema.path("properties").properties().forEach(member -> {
                for (Wrong inner : of(path + "." + member.getKey(), member.getValue(), depth + 1)) {
                    wrong.add(new Wrong(inner.path(), JSON.objectNode().set(member.getKey(), inner.value())));
                }
            });
            wrong.add(new Wrong(path + ".nonsense", JSON.objectNode().put("nonsense", 1)));
        }
        return wrong;
    }

    private static Map<String, JsonNode> samples() {
        Map<String, JsonNode> samples = new LinkedHashMap<>();
        samples.put("string", JSON.textNode("x"));
        samples.put("string of digits", JSON.textNode("1"));
        samples.put("string that is empty", JSON.textNode(""));
        samples.put("boolean", JSON.booleanNode(true));
        samples.put("integer", JSON.numberNode(1));
        samples.put("number", JSON.numberNode(1.5));
        samples.put("array", JSON.arrayNode());
        samples.put("array of one", JSON.arrayNode().add(JSON.textNode("x")));
        samples.put("object", JSON.objectNode());
        return samples;
    }

    private static List<String> texts(JsonNode schema) {
        List<String> texts = new ArrayList<>();
        String format = schema.path("format").asText("");
        texts.add("a\u0000b");
        texts.add("x".repeat(schema.path("maxLength").asInt(LONGEST_TEXT) + 1));
        if (format.startsWith("date")) {
            texts.addAll(List.of(
                    "2027-02-30", "31/01/2027", "", "tomorrow", "2027-13-01T00:00:00Z", "2027-01-31T25:00:00Z"));
            texts.addAll(
                    format.equals("date")
                            ? List.of("2027-01-31T00:00:00Z", "0000-12-31", "+10000-01-01")
                            : List.of("2027-01-31", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-14:00"));
        }
        if (schema.has("enum")) {
            texts.addAll(List.of("nonsense", "", schema.at("/enum/0").asText() + "s"));
        }
        return texts;
    }
}
