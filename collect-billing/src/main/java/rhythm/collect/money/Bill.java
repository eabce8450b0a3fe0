package rhythm.collect.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import rhythm.collect.gateway.Charge;
import rhythm.kernel.gateway.Placement;

/** What stands after an order was taken: the order, its invoice, and what came of charging it, if it was to be charged. */
public record Bill(String orderId, String invoiceId, BigDecimal total, boolean isPaid, Optional<Charge> charge) {
    /** Over what is charged of it. */
    Bill over(BigDecimal amount) {
        return new Bill(orderId, invoiceId, amount, isPaid, charge);
    }

    Bill charged(Charge outcome) {
        return new Bill(orderId, invoiceId, total, outcome instanceof Charge.Succeeded, Optional.of(outcome));
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
                        .put("message", message);
            case Charge.Unknown(String reason) -> view.put("status", "unknown").put("message", reason);
        });
    }

    /** The same in the words of the other services. */
    Placement placement() {
        return switch (charge.orElse(null)) {
            case Charge.Declined(String code, boolean isHard, String message) ->
                new Placement.Declined(orderId, invoiceId, code, isHard, message);
            case Charge.Unknown(String reason) -> new Placement.Unreachable(reason);
            case null, default -> new Placement.Placed(orderId, invoiceId, total, isPaid);
        };
    }
}
