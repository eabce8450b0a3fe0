package rhythm.stack.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's payment intents by the rules that its documentation tells: accounts that know nothing of each other, test payment methods
 * with their outcomes, idempotency keys that compare what is asked and are forgotten after a day, limits of calls a second, and,
 * when it is asked to, answers that get lost and work that breaks off.
 */
public final class FakeStripe implements AutoCloseable {
    /** The secret key that it knows. */
    public static final String API_KEY = "sk_test_1";

    private static final Duration KEPT = Duration.ofHours(24);
    private static final String OWN = "acct_own";

    private record Kept(
            Map<String, String> params,
            Instant since,
            @Nullable Answer answer) {}

    /** Everything that was asked, in the order it came. */
    public final List<Call> calls = new CopyOnWriteArrayList<>();

    private final Map<String, Kept> byKey = new ConcurrentHashMap<>();
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final Pace pace;
    private final Random chance;
    private final Clock clock;
    private final HttpServer server;
    private volatile Trouble trouble = Trouble.NONE;

    /** @param aSecond calls of an account that it takes in a second */
    public FakeStripe(Clock clock, int aSecond, long seed) {
        this.clock = clock;
        this.pace = new Pace(aSecond);
        this.chance = new Random(seed);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public void goes(Trouble wrong) {
        trouble = wrong;
    }

    /** The payments that an account took. */
    public List<ObjectNode> succeeded(String account) {
        return account(account).succeeded();
    }

    /** What an account has in all, in the smallest unit: taken, less what went back and what is claimed back. */
    public long balance(String account) {
        return account(account).balance();
    }

    /** Everything that happened on an account, the oldest first; whoever delivers it may lose, repeat and reorder it. */
    public List<ObjectNode> told(String account) {
        return account(account).told();
    }

    /** A refund that somebody makes by hand, at the provider's own pages. */
    public void refundByHand(String account, String intent, long units) {
        Account mine = account(account);
        synchronized (mine) {
            mine.back.refund(intent, units, new Call("POST", "/v1/refunds", account, null, null, Map.of()));
        }
    }

    /** The holder claims a payment back. */
    public void dispute(String account, String intent) {
        Account mine = account(account);
        synchronized (mine) {
            mine.back.dispute(intent);
        }
    }

    /** What comes of that. */
    public void close(String account, String intent, boolean isWon) {
        Account mine = account(account);
        synchronized (mine) {
            mine.back.close(intent, isWon);
        }
    }

    /** The holder types a card in. */
    public void finishSetup(String account, String setup, String method) {
        Account mine = account(account);
        synchronized (mine) {
            mine.wallet.finish(setup, method);
        }
    }

    /** The card network replaces a card that was typed in. */
    public void renewCard(String account, String method, int year, int month) {
        Account mine = account(account);
        synchronized (mine) {
            mine.wallet.renew(method, year, month);
        }
    }

    private Account account(@Nullable String account) {
        return accounts.computeIfAbsent(account == null ? OWN : account, name -> new Account(name, clock));
    }

    /** Signs an event as Stripe does (docs.stripe.com/webhooks/signature). */
    public String signature(String body, String secret) {
        long now = clock.instant().getEpochSecond();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] hash = mac.doFinal((now + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + now + ",v1=" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        Call call = Call.of(exchange);
        calls.add(call);
        Answer answer = answer(call);
        boolean isLost;
        synchronized (chance) {
            isLost = chance.nextDouble() < trouble.lost();
        }
        if (!isLost) {
            byte[] bytes = answer.body().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private Answer answer(Call call) {
        if (!("Bearer " + API_KEY).equals(call.authorization())) {
            return Answer.refused(401, "invalid_request_error", null, "Invalid API Key provided");
        }
        if (!pace.admits(String.valueOf(call.account()))) {
            return Answer.refused(429, "invalid_request_error", "rate_limit", "Too many requests");
        }
        return call.key() == null ? done(call) : once(call);
    }

    private Answer once(Call call) {
        String key = call.account() + " " + call.key();
        Instant now = clock.instant();
        byKey.computeIfPresent(key, (_, kept) -> kept.since.plus(KEPT).isBefore(now) ? null : kept);
        Kept mine = new Kept(call.params(), now, null);
        Kept before = byKey.putIfAbsent(key, mine);
        if (before == null) {
            Answer answer = done(call);
            if (answer.isSaved()) {
                byKey.put(key, new Kept(call.params(), now, answer));
            } else {
                byKey.remove(key);
            }
            return answer;
        }
        if (!before.params.equals(call.params())) {
            return Answer.refused(400, "idempotency_error", null, "Keys can only be used with the same parameters");
        }
        return before.answer == null
                ? Answer.refused(409, "idempotency_error", "idempotency_key_in_use", "in use")
                : before.answer;
    }

    private Answer done(Call call) {
        boolean breaks;
        boolean isDone;
        synchronized (chance) {
            breaks = call.isPost() && chance.nextDouble() < trouble.broken();
            isDone = !breaks || chance.nextBoolean();
        }
        Answer answer = isDone ? account(call.account()).answer(call) : Answer.ok(Answer.object());
        return breaks
                ? new Answer(
                        500,
                        Answer.refused(500, "api_error", null, "An unknown error occurred")
                                .body(),
                        true)
                : answer;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
