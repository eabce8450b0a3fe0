package rhythm.collect.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import rhythm.collect.gateway.Charge;
import rhythm.kernel.gateway.Placement;

/** What stands after an order was taken: the order, its invoice, and what came of charging it, if it was to be charged. */
public record Bill(
        String orderId,
        String invoiceId,
        BigDecimal total,
        boolean isPaid,
        Optional<Charge> charge,
        boolean isRepeated,
        LocalDate nextAttempt) {
    Bill(String orderId, String invoiceId, BigDecimal total, boolean isPaid, Optional<Charge> charge) {
        this(orderId, invoiceId, total, isPaid, charge, false, null);
    }

    /** Over what is charged of it. */
    Bill over(BigDecimal amount) {
        return new Bill(orderId, invoiceId, amount, isPaid, charge, isRepeated, nextAttempt);
    }

    Bill charged(Charge outcome) {
        return new Bill(
                orderId,
                invoiceId,
                total,
                outcome instanceof Charge.Succeeded,
                Optional.of(outcome),
                isRepeated,
                nextAttempt);
    }

    /** An answer given before: nothing was tried for this caller. */
    Bill repeated() {
        return new Bill(orderId, invoiceId, total, isPaid, charge, true, nextAttempt);
    }

    /** When the card is due to be tried again if the charge is declined; null for never. */
    Bill dueAgain(LocalDate next) {
        return new Bill(orderId, invoiceId, total, isPaid, charge, isRepeated, next);
    }

    /** What came of the charge, as clients are told; empty when nothing was to be charged. */
    public Optional<JsonNode> chargeView() {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        return charge.map(outcome -> switch (outcome) {
            case Charge.Succeeded(String reference) ->
                view.put("status", "succeeded").put("reference", reference);
            case Charge.Declined(String code, boolean isHard, String message) ->
                view.put("status", "declined")
                        .put("code", code)
                        .put("is_hard", isHard)
                        .put("message", message)
                        .put("is_repeated", isRepeated)
                        .put("next_attempt_date", isHard || nextAttempt == null ? null : nextAttempt.toString());
            case Charge.Unknown(String reason) -> view.put("status", "unknown").put("message", reason);
        });
    }

    /** The same in the words of the other services. */
    Placement placement() {
        return switch (charge.orElse(null)) {
            case Charge.Declined(String code, boolean isHard, String message) ->
                new Placement.Declined(
                        orderId, invoiceId, code, isHard, message, isRepeated, isHard ? null : nextAttempt);
            case Charge.Unknown(String reason) -> new Placement.Unreachable(reason);
            case null, default -> new Placement.Placed(orderId, invoiceId, total, isPaid);
        };
    }
}
