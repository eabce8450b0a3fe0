package rhythm.membership.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;
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
    public boolean charges() {
        return true;
    }

    @Override
    public String noticeOption() {
        return "auto_renewal_success_notice_id";
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        List<Condition> conditions = new ArrayList<>(List.of(
                Conditions.expiring(options),
                Conditions.ACTIVE,
                MembershipConditions.PRINCIPAL,
                MembershipConditions.AUTO_RENEWING));
        conditions.addAll(MembershipConditions.narrowing(options));
        return List.of(new Selection("", options.getString(noticeOption()), conditions));
    }
}
