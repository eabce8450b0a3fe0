package rhythm.kernel.contract;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A caller whose patience ends: she sends a request and is gone before it is answered. */
final class HungUpCall {
    private final URI server = URI.create(Api.base());

    /** Hangs up as soon as the request is under way, and comes back when the server knows. */
    void post(Api api, Resource resource, String body, String key, Runnable untilUnderWay) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        try (Socket line = new Socket(server.getHost(), server.getPort())) {
            String head = """
                    POST /%s/%s HTTP/1.1
                    Host: localhost
                    Authorization: %s
                    Content-Type: application/json
                    Idempotency-Key: %s
                    Content-Length: %d

                    """.formatted(resource.name(), api.tenant(), api.authorization(), key, content.length);
            line.getOutputStream().write(head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            line.getOutputStream().write(content);
            untilUnderWay.run();
        }
        // connections go round the event loops; one that answered a later call has seen that this one is closed
        for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
            try (Socket next = new Socket(server.getHost(), server.getPort())) {
                next.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                next.getInputStream().readAllBytes();
            }
        }
    }
}
