package rhythm.stack.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rhythm.stack.ServiceClient;

/** Just enough of a service to load a file into: records without a name are refused, programs are kept by name. */
final class FakeService implements AutoCloseable {
    final Map<String, JsonNode> stored = new LinkedHashMap<>();
    final List<String> programs = new ArrayList<>();
    private final HttpServer server;

    FakeService() throws IOException {
        server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        for (String resource : List.of("memberships", "certifications")) {
            server.createContext("/" + resource + "/acme/batch", exchange -> answer(exchange, batch(read(exchange))));
            server.createContext("/" + resource + "/acme/search", exchange -> answer(exchange, search(read(exchange))));
        }
        server.createContext("/programs/acme/search", exchange -> answer(exchange, programs(read(exchange))));
        server.createContext("/programs/acme", exchange -> answer(exchange, program(read(exchange))));
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private ObjectNode batch(JsonNode body) {
        ObjectNode answer = ServiceClient.JSON.createObjectNode();
        var results = answer.putArray("results");
        for (JsonNode operation : body.path("operations")) {
            JsonNode record = operation.path("object");
            boolean good = record.has("name");
            if (good) {
                stored.put(record.path("sys_bulk_load_pk").asText(), record);
            }
            ObjectNode result = results.addObject().put("outcome", good ? "success" : "error");
            if (!good) {
                result.put("error_message", "name: must not be null");
            }
        }
        return answer;
    }

    private ObjectNode search(JsonNode body) {
        ObjectNode answer = ServiceClient.JSON.createObjectNode();
        var items = answer.putArray("Items");
        for (JsonNode key : body.path("sys_bulk_load_pk")) {
            if (stored.containsKey(key.asText())) {
                items.addObject().put("sys_bulk_load_pk", key.asText());
            }
        }
        return answer;
    }

    private ObjectNode programs(JsonNode body) {
        ObjectNode answer = ServiceClient.JSON.createObjectNode();
        var items = answer.putArray("Items");
        programs.stream()
                .filter(name -> name.contains(body.path("name").asText()))
                .forEach(name -> items.addObject().put("id", "id of " + name).put("name", name));
        return answer;
    }

    private ObjectNode program(JsonNode body) {
        programs.add(body.path("name").asText());
        return ServiceClient.JSON
                .createObjectNode()
                .put("id", "id of " + body.path("name").asText());
    }

    private static JsonNode read(HttpExchange exchange) throws IOException {
        return ServiceClient.JSON.readTree(exchange.getRequestBody());
    }

    private static void answer(HttpExchange exchange, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
