package rhythm.stack.demo.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import rhythm.stack.stripe.FakeStripe;

/** Brings the events of an account to the service, signed. */
final class Courier {
    private final FakeStripe stripe;
    private final URI door;
    private final HttpClient http = HttpClient.newHttpClient();
    private int brought;

    Courier(FakeStripe stripe, String service, String tenant) {
        this.stripe = stripe;
        this.door = URI.create(service + "/gatewayEvents/" + tenant + "/stripe");
    }

    /** Everything that happened since the last time. */
    void bring() {
        for (ObjectNode event : stripe.told(Tour.ACCOUNT)
                .subList(brought, stripe.told(Tour.ACCOUNT).size())) {
            String body = event.toString();
            HttpRequest request = HttpRequest.newBuilder(door)
                    .header("Content-Type", "application/json")
                    .header("Stripe-Signature", stripe.signature(body, Tour.SECRET))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            try {
                int status = http.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status != 200) {
                    throw new IllegalStateException("an event was answered " + status);
                }
            } catch (IOException away) {
                throw new UncheckedIOException(away);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
            brought++;
        }
    }
}
