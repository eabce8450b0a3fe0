package rhythm.collect.gateway;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.Webhook;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rhythm.collect.gateway.GatewayEvent.Subject;
import rhythm.kernel.problem.Problem;

/** What Stripe tells, and is asked for (docs.stripe.com/webhooks). */
final class StripeNews implements GatewayNews {
    /** The metadata of a payment intent: whose it is, and what it pays. */
    static final String TENANT = "rhythm_tenant";

    static final String PURPOSE = "rhythm_purpose";

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int PAGE = 100;
    private static final Set<String> TAKING = Set.of("succeeded", "processing");

    private static final List<String> TYPES = List.of(
            "payment_intent.succeeded",
            "payment_intent.payment_failed",
            "payment_intent.canceled",
            "charge.refunded",
            "refund.updated",
            "refund.failed",
            "charge.dispute.created",
            "charge.dispute.updated",
            "charge.dispute.closed",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.funds_reinstated",
            "payment_method.automatically_updated",
            "payment_method.updated",
            "payment_method.detached",
            "setup_intent.succeeded");

    private final StripeLine line;
    private final List<String> secrets;

    StripeNews(StripeLine line, List<String> secrets) {
        this.line = line;
        this.secrets = secrets;
    }

    @Override
    public GatewayEvent signed(byte[] body, @Nullable String signature, Instant now) {
        if (secrets.isEmpty()) {
            throw Problem.NOT_FOUND.because("events are not taken here: rhythm.stripe.webhook-secrets is not set");
        }
        String text = new String(body, StandardCharsets.UTF_8);
        if (signature == null || secrets.stream().noneMatch(secret -> isSigned(text, signature, secret, now))) {
            throw Problem.INVALID.field(
                    "Stripe-Signature", "is not Stripe's for this event, or older than five minutes");
        }
        JsonObject event = StripeAnswer.object(text);
        if (event == null || StripeAnswer.text(event, "id") == null) {
            throw Problem.INVALID.field("body", "is no event");
        }
        return event(event, text);
    }

    private static boolean isSigned(String body, String signature, String secret, Instant now) {
        try {
            return Webhook.Signature.verifyHeader(
                    body,
                    signature,
                    secret,
                    TOLERANCE.toSeconds(),
                    java.time.Clock.fixed(now, java.time.ZoneOffset.UTC));
        } catch (SignatureVerificationException | IllegalArgumentException wrong) {
            return false;
        }
    }

    private static GatewayEvent event(JsonObject event, String body) {
        JsonObject data = StripeAnswer.object(event, "data");
        JsonObject object = data == null ? null : StripeAnswer.object(data, "object");
        String kind = String.valueOf(StripeMoneyBack.text(object, "object"));
        String id = StripeMoneyBack.text(object, "id");
        Subject subject =
                switch (kind) {
                    case "payment_intent", "charge", "refund", "dispute" -> Subject.CHARGE;
                    case "payment_method" -> Subject.CARD;
                    case "setup_intent" -> Subject.SETUP;
                    default -> Subject.NONE;
                };
        boolean isPart = subject == Subject.CHARGE && !kind.equals("payment_intent");
        return new GatewayEvent(
                String.valueOf(StripeAnswer.text(event, "id")),
                String.valueOf(StripeAnswer.text(event, "type")),
                StripeAnswer.text(event, "account"),
                subject,
                isPart ? StripeMoneyBack.text(object, "payment_intent") : id,
                body);
    }

    /** Without their bodies: what they are about is read anyway. */
    @Override
    public Optional<List<GatewayEvent>> since(Account account, Instant since) {
        return all(account, "/v1/events", since, Map.of("types", TYPES), event -> Stream.of(event(event, "{}")));
    }

    @Override
    public Optional<List<FoundCharge>> charges(String tenant, Account account, Instant since) {
        return all(
                account,
                "/v1/payment_intents",
                since,
                Map.of(),
                intent -> isTaking(tenant, intent) ? Stream.of(found(intent)) : Stream.empty());
    }

    private static boolean isTaking(String tenant, JsonObject intent) {
        return TAKING.contains(String.valueOf(StripeAnswer.text(intent, "status")))
                && tenant.equals(StripeMoneyBack.text(metadata(intent), TENANT))
                && StripeMoneyBack.text(metadata(intent), PURPOSE) != null;
    }

    private static @Nullable JsonObject metadata(JsonObject intent) {
        return StripeAnswer.object(intent, "metadata");
    }

    private static FoundCharge found(JsonObject intent) {
        String currency = String.valueOf(StripeAnswer.text(intent, "currency")).toUpperCase(Locale.ROOT);
        long units = intent.getValue("amount") instanceof Number number ? number.longValue() : 0;
        return new FoundCharge(
                String.valueOf(StripeAnswer.text(intent, "id")),
                String.valueOf(StripeMoneyBack.text(metadata(intent), PURPOSE)),
                StripeAmount.from(units, currency),
                currency);
    }

    /** Page by page, of which no more is kept than what is asked for; all or nothing. */
    private <T> Optional<List<T>> all(
            Account account,
            String path,
            Instant since,
            Map<String, Object> narrowing,
            Function<JsonObject, Stream<T>> what) {
        Map<String, Object> params = new HashMap<>(narrowing);
        params.put("created", Map.of("gte", since.getEpochSecond()));
        params.put("limit", PAGE);
        List<T> all = new ArrayList<>();
        String id = Objects.requireNonNull(account.id());
        while (true) {
            Optional<JsonObject> page = line.object(RequestMethod.GET, id, path, params, null);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            List<JsonObject> items = StripeMoneyBack.data(page.get()).toList();
            items.stream().flatMap(what).forEach(all::add);
            if (!Boolean.TRUE.equals(page.get().getValue("has_more")) || items.isEmpty()) {
                return Optional.of(all);
            }
            params.put("starting_after", String.valueOf(StripeAnswer.text(items.getLast(), "id")));
        }
    }
}
