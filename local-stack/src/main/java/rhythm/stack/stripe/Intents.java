package rhythm.stack.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The payment intents of one account, and how they move (docs.stripe.com/payments/paymentintents/lifecycle). */
final class Intents {
    private static final Duration DEBIT = Duration.ofDays(4);
    private static final Set<String> CONFIRMABLE = Set.of("requires_payment_method", "requires_confirmation");
    private static final Set<String> OVER = Set.of("succeeded", "canceled", "processing");

    private final String account;
    private final Clock clock;
    private final Events events;
    private final Map<String, ObjectNode> all = new LinkedHashMap<>();

    Intents(String account, Clock clock, Events events) {
        this.account = account;
        this.clock = clock;
        this.events = events;
    }

    Answer answer(Call call) {
        String[] parts = call.parts();
        if (parts.length == 1) {
            return call.isPost() ? create(call) : Pages.of(List.copyOf(all.values()), call);
        }
        ObjectNode intent = find(parts[1]);
        if (intent == null) {
            return Answer.refused(404, "invalid_request_error", "resource_missing", "No such payment_intent");
        }
        if (parts.length == 2) {
            ObjectNode shown = intent.deepCopy();
            if (call.params().containsValue("latest_charge")
                    && intent.path("latest_charge").isTextual()) {
                shown.set("latest_charge", charge(intent));
            }
            return Answer.ok(shown);
        }
        return parts[2].equals("confirm") ? confirm(intent, call) : cancel(intent);
    }

    private Answer create(Call call) {
        long amount = Long.parseLong(call.param("amount"));
        if (amount < 50) {
            return Answer.invalid("amount_too_small", "Amount must be at least $0.50 usd");
        }
        ObjectNode intent = Answer.object()
                .put("id", "pi_" + account.replaceAll("\\W|_", "") + (all.size() + 1))
                .put("object", "payment_intent")
                .put("amount", amount)
                .put("currency", call.param("currency"))
                .put("created", clock.instant().getEpochSecond())
                .put("status", "requires_payment_method")
                .putNull("last_payment_error")
                .putNull("latest_charge");
        if (!call.param("customer").isEmpty()) {
            intent.put("customer", call.param("customer"));
        }
        intent.set("metadata", call.metadata());
        all.put(intent.path("id").asText(), intent);
        return Answer.ok(intent);
    }

    private Answer confirm(ObjectNode intent, Call call) {
        if (!CONFIRMABLE.contains(intent.path("status").asText())) {
            return Answer.invalid("payment_intent_unexpected_state", "it is " + intent.path("status"))
                    .about(intent);
        }
        Method method = new Method(call.param("payment_method"));
        if (!method.isThere()) {
            return Answer.missing("payment_method", "No such PaymentMethod: '" + method.name() + "'");
        }
        if (method.hasNoMandate()) {
            return Answer.invalid(null, "This PaymentIntent requires a mandate, but none was found")
                    .about(intent.put("status", "requires_confirmation"));
        }
        intent.put("payment_method", method.name()).putNull("last_payment_error");
        ObjectNode decline = method.decline();
        if (decline != null && !method.isDebit()) {
            intent.put("status", "requires_payment_method").set("last_payment_error", decline);
            events.add("payment_intent.payment_failed", intent);
            ObjectNode body = Answer.object();
            body.set("error", decline.deepCopy());
            return new Answer(402, body, true).about(intent);
        }
        if (method.wantsAction()) {
            return Answer.ok(intent.put("status", "requires_action"));
        }
        intent.put("latest_charge", intent.path("id").asText().replace("pi_", "ch_"));
        intent.put("settles", clock.instant().plus(DEBIT).getEpochSecond());
        intent.put("status", method.isDebit() ? "processing" : "succeeded");
        events.add("payment_intent." + intent.path("status").asText(), intent);
        return Answer.ok(intent);
    }

    private Answer cancel(ObjectNode intent) {
        if (OVER.contains(intent.path("status").asText())) {
            return Answer.invalid("payment_intent_unexpected_state", "it is " + intent.path("status"))
                    .about(intent);
        }
        events.add("payment_intent.canceled", intent.put("status", "canceled"));
        return Answer.ok(intent);
    }

    @Nullable
    ObjectNode find(String id) {
        return all.get(id);
    }

    ObjectNode known(String id) {
        return Objects.requireNonNull(find(id), id);
    }

    /** Banks decide on debits that were made long enough ago. */
    void settle() {
        long now = clock.instant().getEpochSecond();
        for (ObjectNode intent : all.values()) {
            if (intent.path("status").asText().equals("processing")
                    && intent.path("settles").asLong() <= now) {
                ObjectNode decline = new Method(intent.path("payment_method").asText()).decline();
                intent.put("status", decline == null ? "succeeded" : "requires_payment_method");
                if (decline != null) {
                    intent.set("last_payment_error", decline);
                }
                events.add("payment_intent." + (decline == null ? "succeeded" : "payment_failed"), intent);
            }
        }
    }

    /** The charge of an intent, as it is expanded and told. */
    ObjectNode charge(ObjectNode intent) {
        return Answer.object()
                .put("id", intent.path("latest_charge").asText())
                .put("object", "charge")
                .put("payment_intent", intent.path("id").asText())
                .put("amount_refunded", intent.path("amount_refunded").asLong())
                .put("disputed", intent.path("disputed").asBoolean());
    }

    /** What was taken in all: the intents that succeeded. */
    List<ObjectNode> succeeded() {
        return all.keySet().stream()
                .map(this::find)
                .filter(intent ->
                        intent != null && intent.path("status").asText().equals("succeeded"))
                .map(ObjectNode::deepCopy)
                .toList();
    }
}
