package rhythm.collect.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's payment intents as its API reference records them: test payment methods with their outcomes, idempotent
 * replay with its header, the search by metadata.
 */
final class FakeStripe implements AutoCloseable {
    /** What was asked, with its form or query decoded. */
    record Call(
            String method,
            String path,
            @Nullable String key,
            @Nullable String authorization,
            Map<String, String> params) {
        String param(String name) {
            return params.getOrDefault(name, "");
        }
    }

    private record Answer(int status, JsonObject body) {}

    final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> byKey = new ConcurrentHashMap<>();
    private final List<JsonObject> intents = new CopyOnWriteArrayList<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final HttpServer server;

    FakeStripe() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Waits until a charge that hangs has been made: its caller may have given up before. */
    void untilCalled() throws InterruptedException {
        hanging.await();
    }

    List<JsonObject> succeeded() {
        return intents.stream()
                .filter(intent -> intent.getString("status").equals("succeeded"))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean isPost = exchange.getRequestMethod().equals("POST");
        Call call = new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                exchange.getRequestHeaders().getFirst("Authorization"),
                form(isPost ? body : exchange.getRequestURI().getRawQuery()));
        calls.add(call);
        String key = call.key() == null ? "" : call.key();
        Answer before = byKey.get(key);
        Answer answer = before != null ? before : isPost ? create(call) : search(call);
        if (isPost && before == null) {
            byKey.put(key, answer);
            if (call.param("payment_method").equals("pm_hangs")) {
                await();
            }
        }
        if (before != null) {
            exchange.getResponseHeaders().add("Idempotent-Replayed", "true");
        }
        byte[] bytes = answer.body().encode().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** The charge is made, the answer never comes: until the test is over. */
    private void await() {
        hanging.countDown();
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer create(Call call) {
        JsonObject intent = new JsonObject()
                .put("id", "pi_" + (intents.size() + 1))
                .put("object", "payment_intent")
                .put("amount", Long.valueOf(call.param("amount")))
                .put("currency", call.param("currency"))
                .put("metadata", new JsonObject().put("rhythm_key", call.param("metadata[rhythm_key]")))
                .put("status", "succeeded");
        return switch (call.param("payment_method")) {
            case "pm_card_visa_chargeDeclinedLostCard" -> declined(intent, "card_declined", "lost_card");
            case "pm_card_visa_chargeDeclinedInsufficientFunds" ->
                declined(intent, "card_declined", "insufficient_funds");
            case "pm_card_chargeDeclinedExpiredCard" -> declined(intent, "expired_card", null);
            case "pm_card_authenticationRequired" -> declined(intent, "authentication_required", null);
            case "pm_gone" -> new Answer(400, missing("payment_method"));
            case "pm_500" -> new Answer(500, error("api_error", null, "An unknown error occurred"));
            case "pm_429" -> new Answer(429, error("invalid_request_error", "rate_limit", "Too many requests"));
            default -> {
                intents.add(intent);
                yield new Answer(200, intent);
            }
        };
    }

    private Answer declined(JsonObject intent, String code, @Nullable String declineCode) {
        JsonObject error = error("card_error", code, "Your card was declined.").getJsonObject("error");
        if (declineCode != null) {
            error.put("decline_code", declineCode);
        }
        intents.add(intent.put("status", "requires_payment_method").put("last_payment_error", error.copy()));
        return new Answer(402, new JsonObject().put("error", error.copy().put("payment_intent", intent)));
    }

    private static JsonObject error(String type, @Nullable String code, String message) {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject().put("type", type).put("code", code).put("message", message));
    }

    private static JsonObject missing(String param) {
        JsonObject body = error("invalid_request_error", "resource_missing", "No such PaymentMethod: 'pm_gone'");
        body.getJsonObject("error").put("param", param);
        return body;
    }

    private Answer search(Call call) {
        JsonArray found = new JsonArray();
        for (JsonObject intent : intents) {
            String key = intent.getJsonObject("metadata").getString("rhythm_key");
            if (call.param("query").equals("metadata['rhythm_key']:'" + key + "'")) {
                found.add(intent);
            }
        }
        return new Answer(200, new JsonObject().put("object", "search_result").put("data", found));
    }

    private static Map<String, String> form(String encoded) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            String[] sides = pair.split("=", 2);
            form.put(decode(sides[0]), decode(sides[1]));
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
