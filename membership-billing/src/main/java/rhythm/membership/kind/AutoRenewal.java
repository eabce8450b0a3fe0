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

    @Override
    public String orderFields() {
        return """
                'charge', true, 'stored_payment_method_id', c.renewal_payment_info ->> 'stored_payment_method_id',
                'order_id', case when c.renewal_order_expiration_date = c.expiration_date then c.renewal_order_id end""";
    }

    /** An open order is paid as it stands. */
    @Override
    public String amount() {
        return "coalesce(case when c.renewal_order_expiration_date = c.expiration_date then c.renewal_order_balance_due end, "
                + MoneyKind.super.amount() + ")";
    }

    @Override
    public Map<String, Object> params(JsonObject options) {
        return Map.of();
    }

    @Override
    public List<Change> success() {
        return List.of(Renewals.RENEW, Renewals.KEEP_PAID);
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
