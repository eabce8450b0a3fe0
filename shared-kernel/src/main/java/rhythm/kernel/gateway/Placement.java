package rhythm.kernel.gateway;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What became of an order. */
public sealed interface Placement {
    /**
     * It stands; {@code isPaid} when it was charged, too. A pro forma order has no invoice.
     *
     * @param total what was billed by it, or charged; null where an order that stood already was only paid
     */
    record Placed(
            String orderId,
            @Nullable String invoiceId,
            @Nullable BigDecimal total,
            boolean isPaid) implements Placement {}

    /**
     * It stands, and the charge was declined; nothing was paid. A hard decline is not worth another try.
     *
     * @param isRepeated this is an earlier charge's answer: nothing was tried for this call, and whoever is told of failures knows
     * @param nextAttempt the day on which the card is due to be tried again; null for never
     */
    record Declined(
            @Nullable String orderId,
            @Nullable String invoiceId,
            String code,
            boolean isHard,
            String message,
            boolean isRepeated,
            @Nullable LocalDate nextAttempt)
            implements Placement {
        public Declined(
                @Nullable String orderId, @Nullable String invoiceId, String code, boolean isHard, String message) {
            this(orderId, invoiceId, code, isHard, message, false, null);
        }
    }

    /** It was refused, as it would be again; nothing was ordered or charged. */
    record Refused(String reason) implements Placement {}

    /** Nobody knows yet; the same call tells, once it gets through. */
    record Unreachable(String reason) implements Placement {}
}
