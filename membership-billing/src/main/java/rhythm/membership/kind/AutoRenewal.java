package rhythm.membership.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;
import rhythm.kernel.run.Effect.Change;
import rhythm.kernel.run.Label;
import rhythm.kernel.run.Selection;

/** Renews memberships that renew by themselves, with the stored card. */
final class AutoRenewal implements MoneyKind {
    private static final Label LABEL =
            new Label("process auto renewal", "au", "perform_auto_renewals", "auto_renewal_options");

    @Override
    public Label label() {
        return LABEL;
    }

    /** An open order is paid as it stands, and no more than was listed. */
    @Override
    public String orderFields() {
        return "'charge', true, 'stored_payment_method_id', c.renewal_payment_info ->> 'stored_payment_method_id',"
                + " 'order_id', case when " + Renewals.HAS_OPEN_ORDER + " then c.renewal_order_id end,"
                + " 'expected_balance', case when " + Renewals.HAS_OPEN_ORDER + " then a.amount end, "
                + MoneyKind.replacing("not " + Renewals.HAS_OPEN_ORDER);
    }

    /** What an open order says is what it buys. */
    @Override
    public Map<String, String> bought() {
        Map<String, String> bought = MoneyKind.super.bought();
        bought.replaceAll((column, sql) -> switch (column) {
            case "currency" -> sql;
            case "amount" -> ordered("c.renewal_order_balance_due", sql);
            default -> ordered("c.renewal_order_" + column, sql);
        });
        return bought;
    }

    private static String ordered(String column, String otherwise) {
        return "coalesce(case when " + Renewals.HAS_OPEN_ORDER + " then " + column + " end, " + otherwise + ")";
    }

    @Override
    public Map<String, Object> params(JsonObject options) {
        return Map.of();
    }

    @Override
    public List<Change> success(JsonObject options) {
        return List.of(RenewalTerm.CHARGED, RenewalTerm.SETTLED);
    }

    /** Not a card that was declined for good, and no card before its day. */
    @Override
    public String triable() {
        return "c.renewal_charge_rests is not true and (" + Renewals.IS_TRIABLE + ":today)";
    }

    @Override
    public String successNotice() {
        return "auto_renewal_success_notice_id";
    }

    @Override
    public String failureNotice() {
        return "auto_renewal_failure_notice_id";
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        List<Condition> conditions = new ArrayList<>(List.of(
                Conditions.expiring(options),
                Conditions.ACTIVE,
                MembershipConditions.PRINCIPAL,
                MembershipConditions.AUTO_RENEWING,
                Renewals.NOT_UNDER_WAY,
                Renewals.MAY_BE_CHARGED,
                Renewals.isDue(asOf),
                Renewals.LAST_IS_PAID,
                Renewals.PRICE_KNOWN,
                Renewals.TERM_KNOWN,
                new Condition(
                        "has a stored payment method",
                        "c.renewal_payment_info ->> 'stored_payment_method_id' is not null",
                        "c.renewal_payment_info ->> 'stored_payment_method_id'",
                        "any")));
        conditions.addAll(MembershipConditions.narrowing(options));
        return List.of(new Selection("", options.getString(successNotice()), conditions));
    }
}
