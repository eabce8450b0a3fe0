package rhythm.collect.gateway;

import com.stripe.net.ApiResource.RequestMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rhythm.collect.gateway.Aftermath.Dispute;

/** Money that Stripe gives back, by ourselves or by others. */
final class StripeMoneyBack {
    private static final String REFUNDS = "/v1/refunds";
    private static final String KEY = "rhythm_refund";
    private static final Set<String> FAILED = Set.of("failed", "canceled");

    private final StripeLine line;

    StripeMoneyBack(StripeLine line) {
        this.line = line;
    }

    Refund refund(RefundRequest request, boolean isRepeated) {
        String account = Objects.requireNonNull(request.account().id());
        // Stripe forgets keys after a day, but not refunds
        Optional<Refund> before = isRepeated ? find(account, request) : Optional.empty();
        return before.orElseGet(() -> line.said(
                        RequestMethod.POST,
                        account,
                        REFUNDS,
                        Map.of(
                                "payment_intent", request.intent(),
                                "amount", StripeAmount.of(request.amount(), request.currency()),
                                "metadata", Map.of(KEY, request.hash())),
                        request.hash())
                .map(StripeMoneyBack::read)
                .orElseGet(() -> new Refund.Unknown("no answer from Stripe")));
    }

    private Optional<Refund> find(String account, RefundRequest request) {
        Optional<JsonObject> page = line.object(
                RequestMethod.GET, account, REFUNDS, Map.of("payment_intent", request.intent(), "limit", 100), null);
        return page.isEmpty()
                ? Optional.of(new Refund.Unknown("Stripe cannot be asked"))
                : data(page.get())
                        .filter(refund -> request.hash().equals(text(refund.getJsonObject("metadata"), KEY)))
                        .findFirst()
                        .map(StripeMoneyBack::made);
    }

    private static Refund read(StripeLine.Answer answer) {
        JsonObject body = StripeAnswer.object(answer.body());
        if (body == null) {
            return new Refund.Unknown("Stripe answered " + answer.status());
        }
        if (answer.status() == 200 && StripeAnswer.text(body, "id") != null) {
            return made(body);
        }
        JsonObject error = StripeAnswer.object(body, "error");
        boolean isRefusal = Set.of(400, 402, 404).contains(answer.status());
        if (error == null || !isRefusal || "idempotency_error".equals(StripeAnswer.text(error, "type"))) {
            return new Refund.Unknown("Stripe answered " + answer.status());
        }
        return new Refund.Refused("Stripe refused the refund: " + StripeAnswer.text(error, "message"));
    }

    private static Refund made(JsonObject refund) {
        return FAILED.contains(String.valueOf(text(refund, "status")))
                ? new Refund.Refused("the refund failed: " + text(refund, "failure_reason"))
                : new Refund.Made(String.valueOf(text(refund, "id")));
    }

    Optional<Aftermath> aftermath(Account account, String intent) {
        String id = Objects.requireNonNull(account.id());
        return line.object(
                        RequestMethod.GET,
                        id,
                        "/v1/payment_intents/" + intent,
                        Map.of("expand", new String[] {"latest_charge"}),
                        null)
                .flatMap(found -> aftermath(id, intent, found));
    }

    private Optional<Aftermath> aftermath(String account, String intent, JsonObject found) {
        JsonObject charge = StripeAnswer.object(found, "latest_charge");
        String currency = String.valueOf(text(found, "currency")).toUpperCase(Locale.ROOT);
        long refunded =
                charge != null && charge.getValue("amount_refunded") instanceof Number units ? units.longValue() : 0;
        boolean isDisputed = charge != null && Boolean.TRUE.equals(charge.getValue("disputed"));
        Optional<Dispute> dispute = isDisputed ? dispute(account, intent) : Optional.of(Dispute.NONE);
        return dispute.map(stands -> new Aftermath(StripeAmount.from(refunded, currency), stands));
    }

    private Optional<Dispute> dispute(String account, String intent) {
        return line.object(RequestMethod.GET, account, "/v1/disputes", Map.of("payment_intent", intent), null)
                .map(page -> data(page)
                        .findFirst()
                        .map(dispute -> stands(String.valueOf(text(dispute, "status"))))
                        .orElse(Dispute.NONE));
    }

    /** A warning is a question only: no money moves by it. */
    private static Dispute stands(String status) {
        return switch (status) {
            case "won" -> Dispute.WON;
            case "lost" -> Dispute.LOST;
            default -> status.startsWith("warning") ? Dispute.NONE : Dispute.OPEN;
        };
    }

    static Stream<JsonObject> data(JsonObject page) {
        return page.getValue("data") instanceof JsonArray data
                ? data.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast)
                : Stream.empty();
    }

    static @Nullable String text(@Nullable JsonObject object, String field) {
        return object == null ? null : StripeAnswer.text(object, field);
    }
}
