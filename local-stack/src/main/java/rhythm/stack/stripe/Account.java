package rhythm.stack.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;

/** Everything of one account; others know nothing of it. One thread at a time. */
final class Account {
    final Events events;
    final Intents intents;
    final MoneyBack back;
    final Wallet wallet;

    Account(String name, Clock clock) {
        events = new Events(name, clock);
        intents = new Intents(name, clock, events);
        back = new MoneyBack(intents, events, clock);
        wallet = new Wallet(events);
    }

    synchronized Answer answer(Call call) {
        intents.settle();
        return switch (call.parts()[0]) {
            case "payment_intents" -> intents.answer(call);
            case "refunds", "disputes" -> back.answer(call);
            case "events" -> events.list(call);
            case "balance" -> Answer.ok(Answer.object().put("object", "balance"));
            case "customers", "setup_intents", "payment_methods" -> wallet.answer(call);
            default -> Answer.refused(404, "invalid_request_error", null, "Unrecognized request URL");
        };
    }

    synchronized List<ObjectNode> succeeded() {
        intents.settle();
        return intents.succeeded();
    }

    synchronized List<ObjectNode> told() {
        intents.settle();
        return events.all();
    }

    /** What an account has of a currency: what it took, less what went back and what is claimed back. */
    synchronized long balance() {
        intents.settle();
        return intents.succeeded().stream()
                .mapToLong(intent -> back.isClaimed(intent.path("id").asText())
                        ? 0
                        : intent.path("amount").asLong()
                                - intent.path("amount_refunded").asLong())
                .sum();
    }
}
