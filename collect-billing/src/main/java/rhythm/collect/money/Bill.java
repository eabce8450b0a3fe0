package rhythm.collect.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
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
                outcome instanceof Charge.Succeeded || outcome instanceof Charge.Pending,
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

    /** When a card that was declined so is tried again; null for never by itself. */
    private LocalDate next(Charge.Declined declined) {
        return declined.isSoft() ? nextAttempt : null;
    }

    /** What came of the charge, as clients are told; empty when nothing was to be charged. */
    public Optional<JsonNode> chargeView() {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        return charge.map(outcome -> switch (outcome) {
            case Charge.Succeeded(String reference) ->
                view.put("status", "succeeded").put("reference", reference);
            case Charge.Pending(String reference) ->
                view.put("status", "pending").put("reference", reference);
            case Charge.Declined declined ->
                view.put("status", "declined")
                        .put("code", declined.code())
                        .put("advice", declined.advice().text())
                        .put("is_hard", declined.isHard())
                        .put("message", declined.message())
                        .put("is_repeated", isRepeated)
                        .put("next_attempt_date", Objects.toString(next(declined), null));
            case Charge.Refused(String reason) -> view.put("status", "refused").put("message", reason);
            case Charge.Unknown unknown -> view.put("status", "unknown").put("message", unknown.reason());
        });
    }

    /** The same in the words of the other services. */
    Placement placement() {
        return switch (charge.orElse(null)) {
            case Charge.Declined declined ->
                new Placement.Declined(
                        orderId,
                        invoiceId,
                        declined.code(),
                        declined.isHard(),
                        declined.message(),
                        isRepeated,
                        next(declined));
            case Charge.Refused(String reason) -> new Placement.Refused(reason);
            case Charge.Unknown unknown -> new Placement.Unreachable(unknown.reason());
            case null, default -> new Placement.Placed(orderId, invoiceId, total, isPaid);
        };
    }
}
