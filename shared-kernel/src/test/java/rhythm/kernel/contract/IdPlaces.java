package rhythm.kernel.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import rhythm.kernel.record.RecordMapper;

/** The places of a body that hold ids. */
final class IdPlaces {
    private IdPlaces() {}

    /** Their paths by the body's schema, and whether each holds several. */
    static Map<String, Boolean> of(JsonNode document, JsonNode schema) {
        Map<String, Boolean> places = new TreeMap<>();
        find(document, schema, "", 0, places);
        return places;
    }

    private static void find(JsonNode document, JsonNode given, String path, int depth, Map<String, Boolean> found) {
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
            find(
                    document,
                    isList ? property.getValue().path("items") : property.getValue(),
                    at + (isList ? "/0" : ""),
                    depth + 1,
                    found);
        });
    }

    /** A body with this value in its place. */
    static ObjectNode body(ObjectNode base, String path, Object value) {
        ObjectNode body = base.deepCopy();
        String[] steps = path.substring(1).split("/");
        JsonNode at = body;
        for (int i = 0; i < steps.length - 1; i++) {
            boolean isNextIndex = steps[i + 1].equals("0");
            at = at.isArray()
                    ? at.isEmpty() ? ((ArrayNode) at).addObject() : at.get(0)
                    : isNextIndex
                            ? ((ObjectNode) at).withArrayProperty(steps[i])
                            : ((ObjectNode) at).withObjectProperty(steps[i]);
        }
        if (at.isArray()) {
            at = at.isEmpty() ? ((ArrayNode) at).addObject() : at.get(0);
        }
        ((ObjectNode) at).putPOJO(steps[steps.length - 1], value);
        return RecordMapper.MAPPER.valueToTree(body);
    }
}
