package rhythm.kernel.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.ConfigProvider;

/** The service as one caller sees it in one tenant. */
public record Api(String tenant, String authorization) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    static final String PATCH_JSON = "application/json-patch+json";

    public static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class).replaceAll("/$", "");
    }

    public Answer get(Resource resource, String rest, String... headers) {
        return call("GET", resource, rest, null, headers);
    }

    public Answer post(Resource resource, String rest, Object body, String... headers) {
        return call("POST", resource, rest, body, headers);
    }

    public Answer post(Resource resource, JsonNode body) {
        return call("POST", resource, "", body);
    }

    Answer put(Resource resource, String id, JsonNode body, String... headers) {
        return call("PUT", resource, "/" + id, body, headers);
    }

    public Answer patch(Resource resource, String id, String directives, String... headers) {
        return call("PATCH", resource, "/" + id, directives, headers);
    }

    Answer delete(Resource resource, String id, String... headers) {
        return call("DELETE", resource, "/" + id, null, headers);
    }

    /** {@code rest} is what comes after the tenant, such as {@code /search?limit=2}. */
    public Answer call(String verb, Resource resource, String rest, Object body, String... headers) {
        return send(verb, "/" + resource.name() + "/" + tenant + rest, body, headers);
    }

    public Answer send(String verb, String path, Object body, String... headers) {
        HttpRequest request = request(verb, path, body, headers);
        try {
            return answer(request, HTTP.send(request, BodyHandlers.ofString())).isDecent();
        } catch (IOException e) {
            throw new UncheckedIOException(verb + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Many callers at once. */
    public CompletableFuture<Answer> sendSoon(String verb, String path, Object body, String... headers) {
        HttpRequest request = request(verb, path, body, headers);
        return HTTP.sendAsync(request, BodyHandlers.ofString())
                .thenApply(response -> answer(request, response).isDecent());
    }

    private static Answer answer(HttpRequest request, HttpResponse<String> response) {
        String asked = request.method() + " " + request.uri().getRawPath();
        return new Answer(asked, response.statusCode(), response.headers(), response.body());
    }

    private HttpRequest request(String verb, String path, Object body, String... headers) {
        var publisher =
                switch (body) {
                    case null -> BodyPublishers.noBody();
                    case byte[] bytes -> BodyPublishers.ofByteArray(bytes);
                    default -> BodyPublishers.ofString(body.toString());
                };
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path))
                .timeout(Duration.ofSeconds(60))
                .method(verb, publisher);
        if (authorization != null) {
            request.setHeader("Authorization", authorization);
        }
        request.setHeader("Content-Type", verb.equals("PATCH") ? PATCH_JSON : "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }
}
