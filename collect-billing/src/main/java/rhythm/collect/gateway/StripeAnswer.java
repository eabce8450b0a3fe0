package rhythm.collect.gateway;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What an answer of Stripe says of a payment intent; whatever it looks like, it is read without a failure.
 *
 * @param charge what it says became of the charge
 * @param intent the intent that it is about, when it is one; or null
 * @param cancelled the intent that is to be cancelled before that holds: until then it may yet take money; or null
 * @param isNotMade the call came too fast or met another: nothing was done, and it is to be made again in a moment
 */
record StripeAnswer(
        Charge charge, @Nullable String intent, @Nullable String cancelled, boolean isNotMade) {
    private static StripeAnswer saying(Charge charge) {
        return new StripeAnswer(charge, null, null, false);
    }

    private static StripeAnswer unknown(String why) {
        return saying(new Charge.Unknown(why));
    }

    private static StripeAnswer notMade(String why) {
        return new StripeAnswer(new Charge.Unknown(why), null, null, true);
    }

    /** No answer came. */
    static StripeAnswer lost(String why) {
        return unknown(why);
    }

    static StripeAnswer of(int status, @Nullable String body) {
        JsonObject answer = object(body);
        if (answer == null) {
            return unknown("Stripe answered " + status + " without JSON");
        }
        JsonObject error = object(answer, "error");
        return switch (status) {
            case 200 -> ofIntent(answer);
            case 402 -> error == null ? unknown("Stripe answered 402 without a reason") : saying(declined(error));
            case 429 -> notMade("Stripe is asked too fast");
            case 409 -> notMade("Stripe is still at it");
            case 401, 403 -> saying(new Charge.Refused("Stripe does not accept the API key: " + message(error)));
            case 400, 404 ->
                error == null || text(error, "type") == null
                        ? unknown("Stripe answered " + status + " without a reason")
                        : ofRefusal(error);
            default -> unknown("Stripe answered " + status);
        };
    }

    /** What has become of a payment intent. */
    private static StripeAnswer ofIntent(JsonObject intent) {
        String id = text(intent, "id");
        String status = text(intent, "status");
        if (id == null || status == null) {
            return unknown("Stripe answered 200 without an intent");
        }
        // the holder is not there: what she might still do must not take the money after it was called declined
        String cancelled = status.equals("requires_action") ? id : null;
        return new StripeAnswer(charge(id, status, object(intent, "last_payment_error")), id, cancelled, false);
    }

    private static Charge charge(String id, String status, @Nullable JsonObject error) {
        return switch (status) {
            case "succeeded" -> new Charge.Succeeded(id);
            case "processing" -> new Charge.Pending(id);
            case "canceled" -> Charge.Declined.withdrawn("it was cancelled at Stripe");
            case "requires_action" ->
                DeclineCode.of("authentication_required", null, "the bank wants to see the card's holder");
            case "requires_payment_method" -> error == null ? open(status) : declined(error);
            case "requires_confirmation" -> open(status);
            default -> new Charge.Unknown("the payment is " + status + " at Stripe");
        };
    }

    private static Charge open(String status) {
        return new Charge.Unknown("the payment is " + status + " at Stripe", true);
    }

    private static Charge declined(JsonObject error) {
        String said = text(error, "decline_code") == null ? text(error, "code") : text(error, "decline_code");
        String code = said == null ? "card_declined" : said;
        if (DeclineCode.isMerchants(code)) {
            return new Charge.Refused(code + ": " + message(error));
        }
        return DeclineCode.of(code, text(error, "advice_code"), message(error));
    }

    private static StripeAnswer ofRefusal(JsonObject error) {
        String message = message(error);
        String code = text(error, "code");
        JsonObject intent = object(error, "payment_intent");
        if ("idempotency_error".equals(text(error, "type"))) {
            return unknown(message); // the key stands for another call: only reading tells what became of that
        }
        if ("payment_intent_unexpected_state".equals(code)) {
            return intent == null ? unknown(message) : ofIntent(intent);
        }
        String left =
                intent != null && "requires_confirmation".equals(text(intent, "status")) ? text(intent, "id") : null;
        return new StripeAnswer(ofMessage(code, text(error, "param"), message), null, left, false);
    }

    /** Some refusals are about the payment method and have no code of their own. */
    private static Charge ofMessage(@Nullable String code, @Nullable String param, String message) {
        if (message.contains("requires a mandate")) {
            return DeclineCode.of("mandate_required", null, message);
        }
        if (message.contains("without being attached to a Customer")) {
            return DeclineCode.of("payment_method_invalid", null, message);
        }
        boolean isMethod = "payment_method".equals(param) && "resource_missing".equals(code);
        if (isMethod && !message.contains("a similar object exists in")) {
            return DeclineCode.of("payment_method_invalid", null, message);
        }
        return new Charge.Refused("Stripe refused the charge: " + message);
    }

    private static String message(@Nullable JsonObject error) {
        String message = error == null ? null : text(error, "message");
        return message == null ? "no reason given" : message;
    }

    static @Nullable JsonObject object(@Nullable String body) {
        try {
            return body == null || body.isBlank() ? null : new JsonObject(body);
        } catch (DecodeException | ClassCastException notAnObject) {
            return null;
        }
    }

    static @Nullable JsonObject object(JsonObject parent, String field) {
        return parent.getValue(field) instanceof JsonObject object ? object : null;
    }

    static @Nullable String text(JsonObject parent, String field) {
        return parent.getValue(field) instanceof String text ? text : null;
    }
}
