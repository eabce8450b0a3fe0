package rhythm.membership.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;
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
    public boolean charges() {
        return false;
    }

    @Override
    public String noticeOption() {
        return "renewal_order_notice_id";
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        List<Condition> conditions = new ArrayList<>(List.of(
                Conditions.expiring(options),
                Conditions.ACTIVE,
                MembershipConditions.PRINCIPAL,
                MembershipConditions.NOT_AUTO_RENEWING,
                new Condition(
                        "has no open renewal order for this term",
                        "c.renewal_order_id is null or c.renewal_order_expiration_date <> c.expiration_date",
                        "c.renewal_order_id",
                        "none")));
        conditions.addAll(MembershipConditions.narrowing(options));
        return List.of(new Selection("", options.getString(noticeOption()), conditions));
    }
}
