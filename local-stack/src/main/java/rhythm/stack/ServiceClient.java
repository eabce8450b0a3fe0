package rhythm.stack;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A client of one service for one tenant, as any programmer would write it against the public API. */
public final class ServiceClient {
    /** How keys for programs begin; any other token is a bearer token. */
    private static final String API_KEY = "rb_";

    /** Makes and reads the JSON of requests and answers; decimals stay as they are written. */
    public static final ObjectMapper JSON = new ObjectMapper()
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final int TOO_MANY_REQUESTS = 429;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;
    private final String tenant;
    private final String token;

    public ServiceClient(String base, String tenant, String token) {
        this.base = base;
        this.tenant = tenant;
        this.token = token;
    }

    /** Stores a new record and answers its id. */
    public String create(String resource, ObjectNode record) {
        return post(resource, "", record).path("id").asText();
    }

    /** Posts to a path below the resource's tenant, such as `/execute/4711`. */
    public JsonNode post(String resource, String below, JsonNode body) {
        return send(request(resource, below).POST(body(body)));
    }

    /** The same under an idempotency key. */
    public JsonNode once(String resource, String below, JsonNode body, String key) {
        return send(request(resource, below).header("Idempotency-Key", key).POST(body(body)));
    }

    /** Reads a path below the resource's tenant. */
    public JsonNode get(String resource, String below) {
        return send(request(resource, below).GET());
    }

    /** Sets one field of a record by a JSON Patch. */
    public JsonNode set(String resource, String id, String field, String value) {
        ArrayNode patch = JSON.createArrayNode();
        patch.addObject().put("op", "add").put("path", "/" + field).put("value", value);
        return patch(resource, id, patch);
    }

    /** Changes a record by a JSON Patch. */
    public JsonNode patch(String resource, String id, ArrayNode patch) {
        return send(request(resource, "/" + id).method("PATCH", body(patch)));
    }

    /** Deletes a record. */
    public JsonNode delete(String resource, String id) {
        return send(request(resource, "/" + id).DELETE());
    }

    /** All pages of a list by relation, with the fields asked for. */
    public List<JsonNode> list(String resource, String relation, String id, String fields) {
        return pages(next -> get(resource, "/%s/%s?limit=1000&fields=%s%s".formatted(relation, id, fields, next)));
    }

    /** All pages of a search, with the fields asked for. */
    public List<JsonNode> search(String resource, ObjectNode criteria, String fields) {
        return pages(next -> post(resource, "/search?limit=1000&fieldsToReturn=" + fields + next, criteria));
    }

    private static List<JsonNode> pages(Function<String, JsonNode> read) {
        List<JsonNode> items = new ArrayList<>();
        String key = "";
        do {
            String next = key.isEmpty() ? "" : "&exclusiveStartKey=" + URLEncoder.encode(key, StandardCharsets.UTF_8);
            JsonNode page = read.apply(next);
            page.path("Items").forEach(items::add);
            key = page.path("LastEvaluatedKey").asText("");
        } while (!key.isEmpty());
        return items;
    }

    private HttpRequest.Builder request(String resource, String below) {
        return HttpRequest.newBuilder(URI.create("%s/%s/%s%s".formatted(base, resource, tenant, below)))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", token.startsWith(API_KEY) ? token : "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher body(JsonNode body) {
        return HttpRequest.BodyPublishers.ofString(body.toString());
    }

    private JsonNode send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            while (answer.statusCode() == TOO_MANY_REQUESTS) {
                TimeUnit.SECONDS.sleep(
                        answer.headers().firstValueAsLong("Retry-After").orElse(1));
                answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            }
            if (answer.statusCode() >= 300) {
                throw new ServiceRefusal(
                        answer.statusCode(),
                        request.method() + " " + request.uri().getPath(),
                        answer.body());
            }
            return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri() + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
