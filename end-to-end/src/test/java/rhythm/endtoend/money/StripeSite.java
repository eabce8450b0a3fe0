package rhythm.endtoend.money;

import static rhythm.endtoend.Owner.ask;
import static rhythm.endtoend.money.TwoServices.TENANT;
import static rhythm.endtoend.money.TwoServices.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import rhythm.stack.stripe.FakeStripe;

/** Both services at a Stripe that keeps the rules of its documentation, and a courier who loses, repeats and shuffles its events. */
final class StripeSite implements AutoCloseable {
    static final String ACCOUNT = "acct_chamber";
    private static final String SECRET = "whsec_1";
    private static final double LOST = 0.3;
    private static final double REPEATED = 0.2;

    final LateClock clock = new LateClock();
    final FakeStripe stripe;
    final TwoServices services;
    private final Random chance;
    private final Set<String> brought = new HashSet<>();
    private final HttpClient courier = HttpClient.newHttpClient();

    StripeSite(Random chance) {
        this.chance = chance;
        stripe = new FakeStripe(clock, 100_000, chance.nextLong());
        ObjectNode settings = object();
        settings.putObject("gateway").put("kind", "stripe").put("account", ACCOUNT);
        services = new TwoServices(
                Map.of(
                        "rhythm.gateway", "stripe",
                        "rhythm.stripe.url", stripe.url(),
                        "rhythm.stripe.api-key", FakeStripe.API_KEY,
                        "rhythm.stripe.allow-test-keys", "true",
                        "rhythm.stripe.timeout", "PT5S",
                        "rhythm.stripe.webhook-secrets", SECRET,
                        "rhythm.charge.patience", "PT10S",
                        "rhythm.stripe.requests-per-second", "2000"),
                settings);
    }

    /** Everything dies, and it is some days later. */
    void later(Duration time) {
        clock.pass(time);
        services.later(time);
    }

    /** Brings what happened since the last time, as couriers do. */
    void bring() {
        List<ObjectNode> events = new ArrayList<>();
        for (ObjectNode event : stripe.told(ACCOUNT)) {
            if (brought.add(event.path("id").asText()) && chance.nextDouble() >= LOST) {
                events.add(event);
                if (chance.nextDouble() < REPEATED) {
                    events.add(event);
                }
            }
        }
        Collections.shuffle(events, chance);
        events.forEach(this::bring);
    }

    private void bring(ObjectNode event) {
        String body = event.toString();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(services.collectUrl() + "/gatewayEvents/" + TENANT + "/stripe"))
                .header("Content-Type", "application/json")
                .header("Stripe-Signature", stripe.signature(body, SECRET))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            int status = courier.send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status != 200) {
                throw new IllegalStateException("the event was answered " + status);
            }
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** What the books say of the money that the gateway took: what stayed, and what was taken and is in no book but is seen to. */
    BigDecimal booked() {
        return amount("""
                select coalesce(sum(amount), 0)::text from payments where gateway_reference is not null and status = 'complete'""");
    }

    BigDecimal seenTo() {
        return amount("""
                select coalesce(sum(amount), 0)::text from attention where kind = 'charge without a record' and status = 'open'""");
    }

    private BigDecimal amount(String question) {
        return new BigDecimal(ask(services.collectData(), question));
    }

    BigDecimal taken() {
        return BigDecimal.valueOf(stripe.balance(ACCOUNT), 2);
    }

    @Override
    public void close() {
        services.close();
        stripe.close();
    }
}
