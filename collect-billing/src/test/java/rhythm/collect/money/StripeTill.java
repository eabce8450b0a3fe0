package rhythm.collect.money;

import static rhythm.collect.money.Till.TENANT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import rhythm.collect.gateway.TestGateways;
import rhythm.kernel.bench.MovableClock;
import rhythm.stack.stripe.FakeStripe;

/** The desks at a Stripe by its documentation, whose events a courier brings, or loses. */
final class StripeTill implements AutoCloseable {
    static final String ACCOUNT = "acct_1";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    static final String SECRET = "whsec_1";

    final MovableClock time = new MovableClock("2027-01-31T12:00:00Z");
    final FakeStripe stripe;
    Till till;
    private final String name;
    private final Set<String> brought = new HashSet<>();

    StripeTill(String name, int aSecond) {
        this.name = name;
        this.stripe = new FakeStripe(time, aSecond, 7);
        this.till = open();
    }

    private Till open() {
        Till opened = new Till(name + DATABASES.incrementAndGet(), time, TestGateways.stripe(stripe.url(), 1000));
        opened.database.insert(
                "settings",
                new JsonObject()
                        .put("id", "settings")
                        .put("gateway", new JsonObject().put("kind", "stripe").put("account", ACCOUNT)));
        return opened;
    }

    /** The database as it was before anything was charged. */
    void restore() {
        till.close();
        till = open();
    }

    /** Brings what happened since the last time, in any order, some of it twice and some of it never. */
    void bring(Random chance, double lost) {
        List<ObjectNode> events = new ArrayList<>();
        for (ObjectNode event : stripe.told(ACCOUNT)) {
            if (brought.add(event.path("id").asText()) && chance.nextDouble() >= lost) {
                events.add(event);
                if (chance.nextInt(4) == 0) {
                    events.add(event);
                }
            }
        }
        Collections.shuffle(events, chance);
        for (ObjectNode event : events) {
            String body = event.toString();
            till.events.take(
                    TENANT,
                    till.line
                            .news()
                            .signed(
                                    body.getBytes(StandardCharsets.UTF_8),
                                    stripe.signature(body, SECRET),
                                    time.instant()));
        }
        till.watch.look(TENANT);
    }

    void bringAll() {
        bring(new Random(1), 0);
    }

    /** What our books say came in and stayed, of what the gateway took. */
    BigDecimal booked() {
        return new BigDecimal((String) till.database.sql("""
                select coalesce(sum(amount), 0)::text from payments
                where status = 'complete' and gateway_reference is not null"""));
    }

    BigDecimal taken() {
        return BigDecimal.valueOf(stripe.balance(ACCOUNT), 2);
    }

    Object one(String column, String table, String where) {
        return till.one(column, table, where);
    }

    @Override
    public void close() {
        till.close();
        stripe.close();
    }
}
