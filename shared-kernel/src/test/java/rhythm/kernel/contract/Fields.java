package rhythm.kernel.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the service's own OpenAPI document says about its records, criteria and relations. */
final class Fields {
    private static JsonNode document;

    private Fields() {}

    static synchronized JsonNode document() {
        if (document == null) {
            document = new Api("none", null)
                    .send("GET", "/q/openapi?format=json", null)
                    .is(200)
                    .json();
        }
        return document;
    }

    /** A schema with its references followed. */
    static JsonNode resolve(JsonNode schema) {
        if (schema.has("$ref")) {
            return resolve(document().at(schema.get("$ref").textValue().substring(1)));
        }
        for (String choice : List.of("allOf", "anyOf", "oneOf")) {
            for (JsonNode part : schema.path(choice)) {
                if (!part.path("type").asText().equals("null")) {
                    return resolve(part);
                }
            }
        }
        return schema;
    }

    static JsonNode body(Resource resource, String rest) {
        return resolve(document()
                .path("paths")
                .path("/" + resource.name() + "/{tenantId}" + rest)
                .path("post")
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema"));
    }

    /** The fields of a record, by name. */
    static JsonNode of(Resource resource) {
        return body(resource, "").path("properties");
    }

    static List<String> readOnly(Resource resource) {
        return of(resource).properties().stream()
                .filter(field -> field.getValue().path("readOnly").asBoolean())
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    /** What a record can be searched by, by criterion. */
    static JsonNode criteria(Resource resource) {
        return body(resource, "/search").path("properties");
    }

    /** The relations it can be listed by. */
    static List<String> relations(Resource resource) {
        String prefix = "/" + resource.name() + "/{tenantId}/";
        TreeSet<String> found = new TreeSet<>();
        document().path("paths").fieldNames().forEachRemaining(path -> {
            String[] rest =
                    path.startsWith(prefix) ? path.substring(prefix.length()).split("/", -1) : new String[0];
            if (rest.length == 2
                    && !rest[0].startsWith("{")
                    && document().path("paths").path(path).has("get")
                    && isPaged(document().path("paths").path(path))) {
                found.add(rest[0]);
            }
        });
        return new ArrayList<>(found);
    }

    private static boolean isPaged(JsonNode path) {
        return path.at("/get/parameters")
                .valueStream()
                .anyMatch(p -> p.path("name").asText().equals("exclusiveStartKey"));
    }

    /** The JSON types a schema allows. */
    static List<String> types(JsonNode schema) {
        JsonNode type = resolve(schema).path("type");
        return (type.isArray() ? type.valueStream() : Stream.of(type))
                .map(JsonNode::asText)
                .toList();
    }
}
