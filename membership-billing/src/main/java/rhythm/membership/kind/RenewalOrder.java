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

/** Bills members for the next term, once per term. */
final class RenewalOrder implements MoneyKind {
    private static final Label LABEL =
            new Label("generate renewal order", "ro", "generate_renewal_orders", "renewal_order_options");

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public String orderFields() {
        return "'pro_forma', :pro_forma::boolean, " + MoneyKind.replacing("not :pro_forma::boolean");
    }

    @Override
    public Map<String, Object> params(JsonObject options) {
        return Map.of("pro_forma", options.getBoolean("pro_forma", false));
    }

    @Override
    public List<Change> success(JsonObject options) {
        return Renewals.with(Renewals.ATTACH, params(options));
    }

    @Override
    public String successNotice() {
        return "renewal_order_notice_id";
    }

    @Override
    public String failureNotice() {
        return null;
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        List<Condition> conditions = new ArrayList<>(List.of(
                Conditions.expiring(options),
                Conditions.ACTIVE,
                MembershipConditions.PRINCIPAL,
                MembershipConditions.NOT_AUTO_RENEWING,
                Renewals.MAY_BE_BILLED,
                Renewals.NOT_UNDER_WAY,
                Renewals.LAST_IS_PAID,
                Renewals.PRICE_KNOWN,
                Renewals.TERM_KNOWN));
        conditions.addAll(MembershipConditions.narrowing(options));
        return List.of(new Selection("", options.getString(successNotice()), conditions));
    }
}
