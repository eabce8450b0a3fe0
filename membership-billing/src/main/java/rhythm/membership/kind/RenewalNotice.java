package rhythm.membership.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Selection;

/** Tells members that their membership is about to expire. */
final class RenewalNotice implements MailKind {
    @Override
    public String type() {
        return "generate renewal notice";
    }

    @Override
    public String code() {
        return "rn";
    }

    @Override
    public String flag() {
        return "generate_renewal_notices";
    }

    @Override
    public String options() {
        return "renewal_notice_options";
    }

    @Override
    public String statistic() {
        return "renewal_notices";
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        List<Condition> conditions = new ArrayList<>(List.of(Conditions.expiring(options), Conditions.ACTIVE));
        conditions.addAll(Conditions.narrowing(options));
        return List.of(new Selection("", options.getString("renewal_notice_id"), conditions));
    }
}
