package rhythm.endtoend.cards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A call as a service's own OpenAPI document describes it: whatever the document gains, this gains.
 *
 * @param parameters those in the path, the query and the headers, each {@code in:name}
 * @param fields every place of a value in the body, as steps; {@code []} steps into an array
 */
record DocumentedCall(String method, String path, List<String> parameters, List<List<String>> fields) {
    private static final int DEEPEST = 8;

    /** All calls of a document. */
    static List<DocumentedCall> in(JsonNode document) {
        List<DocumentedCall> calls = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    List<String> parameters = new ArrayList<>();
                    operation
                            .getValue()
                            .path("parameters")
                            .forEach(parameter ->
                                    parameters.add(parameter.path("in").asText() + ":"
                                            + parameter.path("name").asText()));
                    List<List<String>> fields = new ArrayList<>();
                    JsonNode body = operation.getValue().path("requestBody").path("content");
                    body.forEach(media -> collect(document, media.path("schema"), List.of(), fields));
                    calls.add(new DocumentedCall(
                            operation.getKey().toUpperCase(), path.getKey(), parameters, List.copyOf(fields)));
                }));
        return calls;
    }

    String resource() {
        return path.split("/")[1];
    }

    /** Whether it is this operation on its resource, such as {@code "POST", "/search"}. */
    boolean is(String wanted, String below) {
        return method.equals(wanted) && path.equals("/" + resource() + "/{tenantId}" + below);
    }

    private static void collect(JsonNode document, JsonNode given, List<String> path, List<List<String>> fields) {
        JsonNode schema =
                given.has("$ref") ? document.at(given.path("$ref").asText().substring(1)) : given;
        List<JsonNode> parts = new ArrayList<>();
        List.of("allOf", "oneOf", "anyOf").forEach(group -> schema.path(group).forEach(parts::add));
        if (path.size() > DEEPEST) {
            return;
        }
        if (!parts.isEmpty()) {
            parts.forEach(part -> collect(document, part, path, fields));
        } else if (schema.has("properties")) {
            schema.path("properties")
                    .properties()
                    .forEach(member -> collect(document, member.getValue(), with(path, member.getKey()), fields));
        } else if (schema.has("items")) {
            collect(document, schema.path("items"), with(path, "[]"), fields);
        } else if (!path.isEmpty() && !fields.contains(path)) {
            fields.add(path);
        }
    }

    private static List<String> with(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return List.copyOf(longer);
    }

    /** A body that has the value in this place and nothing else. */
    static String body(List<String> place, String value) {
        String json = value;
        for (String step : place.reversed()) {
            json = step.equals("[]") ? "[" + json + "]" : "{\"" + step + "\": " + json + "}";
        }
        return json;
    }
}
