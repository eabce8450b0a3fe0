package rhythm.stack.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was asked, with its form or query decoded. */
public record Call(
        String method,
        String path,
        @Nullable String account,
        @Nullable String key,
        @Nullable String authorization,
        Map<String, String> params) {

    /** A parameter as it was sent, such as {@code metadata[rhythm_key]}; empty when it was not. */
    public String param(String name) {
        return params.getOrDefault(name, "");
    }

    boolean isPost() {
        return method.equals("POST");
    }

    /** The parts of the path after the version. */
    String[] parts() {
        return path.substring("/v1/".length()).split("/");
    }

    ObjectNode metadata() {
        ObjectNode metadata = Answer.object();
        params.forEach((name, value) -> {
            if (name.startsWith("metadata[")) {
                metadata.put(name.substring("metadata[".length(), name.length() - 1), value);
            }
        });
        return metadata;
    }

    static Call of(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean isPost = exchange.getRequestMethod().equals("POST");
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Stripe-Account"),
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                exchange.getRequestHeaders().getFirst("Authorization"),
                form(isPost ? body : exchange.getRequestURI().getRawQuery()));
    }

    private static Map<String, String> form(@Nullable String encoded) {
        Map<String, String> form = new LinkedHashMap<>();
        if (encoded != null && !encoded.isEmpty()) {
            for (String pair : encoded.split("&")) {
                String[] sides = pair.split("=", 2);
                form.put(decode(sides[0]), decode(sides[1]));
            }
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
