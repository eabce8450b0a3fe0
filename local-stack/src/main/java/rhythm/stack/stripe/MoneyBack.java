package rhythm.stack.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Refunds and disputes of one account: what they do to charges, and what is told of it. */
final class MoneyBack {
    private final Intents intents;
    private final Events events;
    private final Clock clock;
    private final List<ObjectNode> refunds = new ArrayList<>();
    private final List<ObjectNode> disputes = new ArrayList<>();

    MoneyBack(Intents intents, Events events, Clock clock) {
        this.intents = intents;
        this.events = events;
        this.clock = clock;
    }

    Answer answer(Call call) {
        if (call.parts()[0].equals("disputes")) {
            return Pages.of(of(disputes, call.param("payment_intent")), call);
        }
        return call.isPost()
                ? refund(call.param("payment_intent"), Long.parseLong(call.param("amount")), call)
                : Pages.of(of(refunds, call.param("payment_intent")), call);
    }

    private static List<ObjectNode> of(List<ObjectNode> all, String intent) {
        return all.stream()
                .filter(one -> one.path("payment_intent").asText().equals(intent))
                .toList();
    }

    Answer refund(String id, long amount, Call call) {
        ObjectNode intent = intents.find(id);
        if (intent == null || !intent.path("status").asText().equals("succeeded")) {
            return Answer.invalid(null, "This PaymentIntent does not have a successful charge to refund");
        }
        long before = intent.path("amount_refunded").asLong();
        if (before + amount > intent.path("amount").asLong()) {
            return Answer.invalid("charge_already_refunded", "so much was not taken, or was refunded already");
        }
        intent.put("amount_refunded", before + amount);
        ObjectNode refund = Answer.object()
                .put("id", "re_" + id + "_" + (refunds.size() + 1))
                .put("object", "refund")
                .put("payment_intent", id)
                .put("amount", amount)
                .put("created", clock.instant().getEpochSecond())
                .put("status", "succeeded");
        refund.set("metadata", call.metadata());
        refunds.add(refund);
        events.add("refund.created", refund);
        events.add("charge.refunded", intents.charge(intent));
        return Answer.ok(refund);
    }

    void dispute(String id) {
        ObjectNode intent = intents.known(id).put("disputed", true);
        ObjectNode dispute = Answer.object()
                .put("id", "du_" + id)
                .put("object", "dispute")
                .put("payment_intent", id)
                .put("amount", intent.path("amount").asLong())
                .put("created", clock.instant().getEpochSecond())
                .put("status", "needs_response");
        disputes.add(dispute);
        events.add("charge.dispute.created", dispute);
        events.add("charge.dispute.funds_withdrawn", dispute);
    }

    void close(String id, boolean isWon) {
        for (ObjectNode dispute : of(disputes, id)) {
            dispute.put("status", isWon ? "won" : "lost");
            if (isWon) {
                events.add("charge.dispute.funds_reinstated", dispute);
            }
            events.add("charge.dispute.closed", dispute);
        }
    }

    /** Whether the money of an intent is with its holder again, by a dispute that is open or lost. */
    boolean isClaimed(String id) {
        return of(disputes, id).stream()
                .anyMatch(dispute -> !dispute.path("status").asText().equals("won"));
    }
}
