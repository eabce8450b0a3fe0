package rhythm.collect.gateway;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** Reads Stripe's answers: which of them say that money moved, which that it did not, and which say neither. */
final class StripeAnswer {
    private StripeAnswer() {}

    /** The answer to a request that makes and confirms a payment intent. */
    static Charge of(int status, String body) {
        JsonObject answer;
        try {
            answer = new JsonObject(body);
        } catch (DecodeException notJson) {
            return new Charge.Unknown("Stripe answered " + status + " without JSON");
        }
        JsonObject error = answer.getJsonObject("error", new JsonObject());
        return switch (status) {
            case 200 -> ofIntent(answer);
            case 402 -> declined(error);
            case 400, 404 -> ofRefusal(error);
            // too fast, still at it, not let in, broken: all may be asked again with the same key
            default -> new Charge.Unknown("Stripe answered " + status + " " + error.getString("code", ""));
        };
    }

    /** What has become of a payment intent. */
    static Charge ofIntent(JsonObject intent) {
        String status = intent.getString("status", "");
        return switch (status) {
            case "succeeded" -> new Charge.Succeeded(intent.getString("id"));
            case "requires_payment_method" -> declined(intent.getJsonObject("last_payment_error", new JsonObject()));
            case "requires_action" ->
                DeclineCode.of("authentication_required", "the bank wants to see the card's holder");
            case "canceled" -> DeclineCode.of("canceled", "the payment was cancelled at the gateway");
            default -> new Charge.Unknown("the payment is " + status + " at Stripe");
        };
    }

    private static Charge declined(JsonObject error) {
        String code = error.getString("code", "card_declined");
        return DeclineCode.of(
                error.getString("decline_code", code), error.getString("message", "the card was declined"));
    }

    private static Charge ofRefusal(JsonObject error) {
        String message = error.getString("message", "Stripe refused the charge");
        if ("idempotency_error".equals(error.getString("type"))) {
            return new Charge.Unknown(message); // the key stands for another charge: only asking tells which
        }
        if ("payment_method".equals(error.getString("param"))) {
            return DeclineCode.of("payment_method_invalid", message);
        }
        return DeclineCode.of(error.getString("code", "invalid_request"), message);
    }
}
