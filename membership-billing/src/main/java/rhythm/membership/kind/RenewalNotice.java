package rhythm.membership.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;
import rhythm.kernel.run.Label;
import rhythm.kernel.run.Selection;

/** Tells members that their membership is about to expire. */
final class RenewalNotice implements MailKind {
    private static final Label LABEL =
            new Label("generate renewal notice", "rn", "generate_renewal_notices", "renewal_notice_options");

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        List<Condition> conditions = new ArrayList<>(List.of(Conditions.expiring(options), Conditions.ACTIVE));
        conditions.addAll(MembershipConditions.addressed(options));
        conditions.addAll(MembershipConditions.narrowing(options));
        return List.of(new Selection("", options.getString("renewal_notice_id"), conditions));
    }
}
