package rhythm.kernel.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An operation of the service's own document. */
record Documented(String verb, String path, JsonNode operation) {
    /** All but those on the clock: who moves that makes runs due, which is tried elsewhere. */
    static List<Documented> all(JsonNode document) {
        List<Documented> all = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (operation.getValue().isObject() && !path.getKey().startsWith("/clock")) {
                        all.add(new Documented(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()));
                    }
                }));
        return all;
    }

    boolean answers(int status) {
        return operation.path("responses").has(String.valueOf(status));
    }

    /** An object that answers has no field that the document does not know. */
    boolean isShaped(JsonNode document, Answer answer) {
        JsonNode schema = operation.at("/responses/" + answer.status() + "/content/application~1json/schema");
        JsonNode known = schema.has("$ref")
                ? document.at(schema.path("$ref").asText().substring(1)).path("properties")
                : schema.path("properties");
        if (known.isEmpty() || answer.status() >= 300 || !answer.body().startsWith("{")) {
            return true;
        }
        return answer.json().propertyStream().allMatch(field -> known.has(field.getKey()));
    }

    @Override
    public String toString() {
        return verb + " " + path;
    }
}
