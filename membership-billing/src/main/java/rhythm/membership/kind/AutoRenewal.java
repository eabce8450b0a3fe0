package rhythm.membership.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Selection;

/** Renews memberships that renew by themselves, with the stored card. */
final class AutoRenewal implements MoneyKind {
    @Override
    public String type() {
        return "process auto renewal";
    }

    @Override
    public String code() {
        return "au";
    }

    @Override
    public String flag() {
        return "perform_auto_renewals";
    }

    @Override
    public String options() {
        return "auto_renewal_options";
    }

    @Override
    public String statistic() {
        return "auto_renewals";
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
                Conditions.expiring(options), Conditions.ACTIVE, Conditions.PRINCIPAL, Conditions.AUTO_RENEWING));
        conditions.addAll(Conditions.narrowing(options));
        return List.of(new Selection("", options.getString(noticeOption()), conditions));
    }
}
