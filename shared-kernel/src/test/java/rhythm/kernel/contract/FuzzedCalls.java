package rhythm.kernel.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import rhythm.kernel.record.RecordMapper;

/** Makes calls out of a document's operations: near what they ask for, and far from it. */
final class FuzzedCalls {
    private static final List<String> ODD = List.of(
            "",
            " ",
            "x",
            "0",
            "-1",
            "null",
            "true",
            "\u0000",
            "\ud83d\udc69",
            "e\u0301",
            "'; drop table types; --",
            "%",
            "../..",
            "a/b",
            "2027-02-30",
            "2027-01-31",
            "9999-12-31",
            "+05:30",
            "1e400",
            "\\",
            "{}",
            "[]",
            "\u202e",
            "\ufeff",
            "4242424242424242");

    private static final List<String> ROLES =
            List.of("billing-viewer", "billing-editor", "billing-operator", "tenant-admin", "nobody");

    private final Random random;
    private final JsonNode document;
    private final Tenant own;
    private final Tenant other;
    private final List<String> ids;
    private final Map<String, Api> byRole = new HashMap<>();

    FuzzedCalls(Random random, JsonNode document, Tenant own, Tenant other, List<String> ids) {
        this.random = random;
        this.document = document;
        this.own = own;
        this.other = other;
        this.ids = ids;
    }

    /** What was sent, and what came of it. */
    record Sent(String path, String body, Answer answer) {}

    Sent send(Documented one) {
        String path = one.path().replace("{tenantId}", one(9) ? other.name : own.name);
        while (path.contains("{")) {
            path = path.replaceFirst(
                    "\\{\\w+}", java.util.regex.Matcher.quoteReplacement(step(one(2) ? any(ids) : odd())));
        }
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : one.operation().path("parameters")) {
            if (parameter.path("in").asText().equals("query") && one(3)) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(parameter.path("name").asText())
                        .append('=')
                        .append(encoded(odd()));
            }
        }
        String body = one.verb().equals("GET") || one.verb().equals("DELETE") ? null : body(one.operation());
        List<String> headers = new ArrayList<>();
        if (one(4)) {
            headers.addAll(List.of(
                    "Content-Type",
                    any("application/json", "application/json-patch+json", "text/plain", "nonsense", "a/b;c=d")));
        }
        if (one(6)) {
            headers.addAll(List.of("If-Match", any("*", "\"1\"", "\"1\", \"2\"", "W/\"1\"", "x", "\"", ",")));
        }
        if (one(6)) {
            headers.addAll(List.of(
                    "Idempotency-Key", any("k" + random.nextInt(50), "x".repeat(300), "1 ".repeat(100), "\u00e9")));
        }
        if (one(8)) {
            headers.addAll(List.of("Accept", any("*/*", "text/html", "application/json", ";", "x")));
        }
        Answer answer = caller().send(one.verb(), path + query, body, headers.toArray(String[]::new));
        return new Sent(path + query, body == null ? "" : body.substring(0, Math.min(300, body.length())), answer);
    }

    private Api caller() {
        return switch (random.nextInt(12)) {
            case 0 -> new Api(own.name, null);
            case 1 -> new Api(own.name, "Bearer " + any("x.y.z", "", "e30.e30.e30"));
            case 2, 3, 4 -> byRole.computeIfAbsent(any(ROLES), own::as);
            default -> own.api;
        };
    }

    private String body(JsonNode operation) {
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        return switch (random.nextInt(10)) {
            case 0 -> "";
            case 1 -> any("{", "[]", "null", "7", "\"x\"", "{\"a\":1}{", "\u0000", "{\"id\": {}}", "[".repeat(200));
            default -> RecordMapper.text(value(schema, 0));
        };
    }

    /** A value of a schema, now and then one of another. */
    private Object value(JsonNode given, int depth) {
        JsonNode schema =
                given.has("$ref") ? document.at(given.path("$ref").asText().substring(1)) : given;
        if (depth > 5 || one(12)) {
            return any(odd(), 7, true, List.of(), List.of(odd()), RecordMapper.MAPPER.createObjectNode());
        }
        if (schema.has("enum") && !one(5)) {
            return schema.path("enum")
                    .get(random.nextInt(schema.path("enum").size()))
                    .asText();
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.get(0).asText() : type.asText("object")) {
            case "string" ->
                any(odd(), any(ids), "2027-01-31", "2027-01-31T12:00:00Z", "active", "EUR", "a@example.org");
            case "number", "integer" -> any(0, 1, 12, -1, 120.5, 1e15, 99999999999999999L);
            case "boolean" -> random.nextBoolean();
            case "array" -> {
                ArrayNode list = RecordMapper.MAPPER.createArrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.addPOJO(value(schema.path("items"), depth + 1));
                }
                yield list;
            }
            default -> object(schema, depth);
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = RecordMapper.MAPPER.createObjectNode();
        schema.path("properties").properties().forEach(property -> {
            boolean isAsked = schema.path("required").toString().contains('"' + property.getKey() + '"');
            if (isAsked || one(6)) {
                object.putPOJO(property.getKey(), value(property.getValue(), depth + 1));
            }
        });
        if (one(20)) {
            object.put(odd(), odd());
        }
        return object;
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private String odd() {
        return one(30) ? any(ODD).repeat(500) : any(ODD);
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** One step of an address: neither none, nor two, nor one back. */
    private static String step(String text) {
        String step = encoded(text.replaceAll("[/.]", "_"));
        return step.isBlank() ? "_" : step;
    }

    private static String encoded(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.substring(0, Math.min(1_000, encoded.length())).replaceFirst("%\\w?$", "");
    }
}
