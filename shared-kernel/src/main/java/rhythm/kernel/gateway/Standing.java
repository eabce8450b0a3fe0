package rhythm.kernel.gateway;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How an order stands in collect-billing.
 *
 * @param balanceDue what is open of what it bills; null where it bills nothing
 * @param total what it is over
 * @param paidOn the day of its last payment
 * @param planUnpaidFrom the date of the first installment that is not paid; null where it is not paid in installments, or all are
 */
public record Standing(
        Fate fate,
        @Nullable BigDecimal balanceDue,
        @Nullable BigDecimal total,
        @Nullable LocalDate paidOn,
        boolean isInParts,
        @Nullable LocalDate planUnpaidFrom) {
    /** The fields of an order that tell. */
    static final String FIELDS =
            "status,balance_due,total,pro_forma,invoice_status,is_under_charge,is_in_parts,paid_on,plan_unpaid_from";

    /** No such order is known. */
    public static final Standing GONE = new Standing(Fate.GONE);

    public Standing(Fate fate) {
        this(fate, null);
    }

    public Standing(Fate fate, @Nullable BigDecimal balanceDue) {
        this(fate, balanceDue, null, null, false, null);
    }

    static Standing of(JsonObject order) {
        return new Standing(
                fate(order),
                decimal(order, "balance_due"),
                decimal(order, "total"),
                date(order, "paid_on"),
                order.getBoolean("is_in_parts", false),
                date(order, "plan_unpaid_from"));
    }

    private static Fate fate(JsonObject order) {
        return switch (order.getString("status")) {
            case "paid" -> Fate.PAID;
            case "cancelled" ->
                "written off".equals(order.getString("invoice_status")) ? Fate.WRITTEN_OFF : Fate.CANCELLED;
            default -> fateOfAwaited(order);
        };
    }

    private static Fate fateOfAwaited(JsonObject order) {
        if (order.getBoolean("pro_forma", false)) {
            return Fate.ESTIMATE;
        }
        if (order.getBoolean("is_under_charge", false)) {
            return Fate.CHARGING;
        }
        // by an invoice that counts, or in installments
        boolean isBilled =
                !"void".equals(order.getString("invoice_status", "void")) || order.getBoolean("is_in_parts", false);
        return isBilled ? Fate.OPEN : Fate.VOID;
    }

    private static @Nullable BigDecimal decimal(JsonObject order, String field) {
        Object value = order.getValue(field);
        return value == null ? null : new BigDecimal(value.toString());
    }

    private static @Nullable LocalDate date(JsonObject order, String field) {
        String value = order.getString(field);
        return value == null ? null : LocalDate.parse(value);
    }
}
