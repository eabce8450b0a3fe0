package rhythm.membership.orders;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import rhythm.kernel.contract.ServiceParts;
import rhythm.stack.EmbeddedParts;

/** Answers as the other services would, in the order that a test says; and the parts of a service that knows the address. */
public final class ScriptedServices implements QuarkusTestResourceLifecycleManager {
    /** Answers to come: a status and a body; status 0 hangs up. */
    public static final Deque<Map.Entry<Integer, String>> ANSWERS = new ArrayDeque<>();

    /** What was asked: path, authorization and body. */
    public static final List<List<String>> CALLS = new ArrayList<>();

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map.Entry<Integer, String> answer;
            synchronized (CALLS) {
                CALLS.add(List.of(
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        body));
                answer = ANSWERS.removeFirst();
            }
            if (answer.getKey() == 0) {
                exchange.close();
                return;
            }
            byte[] written = answer.getValue().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.getKey(), written.length);
            exchange.getResponseBody().write(written);
            exchange.close();
        });
        server.start();
        ServiceParts parts = new ServiceParts();
        parts.init(Map.of("service", "membership"));
        Map<String, String> settings = parts.start();
        String issuer = EmbeddedParts.shared().issuer().issuerUrl("rhythm");
        String url = "http://localhost:" + server.getAddress().getPort();
        settings.put("rhythm.collect.url", url);
        settings.put("rhythm.certifications.url", url);
        settings.put("quarkus.oidc-client.client-enabled", "true");
        settings.put("quarkus.oidc-client.auth-server-url", issuer);
        settings.put("quarkus.oidc-client.token-path", issuer + "/token");
        settings.put("quarkus.oidc-client.client-id", "membership-billing");
        settings.put("quarkus.oidc-client.credentials.secret", "local");
        return settings;
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
