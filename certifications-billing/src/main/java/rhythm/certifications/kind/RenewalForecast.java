package rhythm.certifications.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;
import rhythm.kernel.run.Effect;
import rhythm.kernel.run.Effect.Change;
import rhythm.kernel.run.Effect.PlaceOrder;
import rhythm.kernel.run.Expression;
import rhythm.kernel.run.Kind;
import rhythm.kernel.run.Label;
import rhythm.kernel.run.Selection;

/** Says what a renewal will cost: a pro forma order, and the amount on the certification. */
final class RenewalForecast implements Kind {
    private static final Label LABEL =
            new Label("forecast renewal", "fr", "forecast_renewals", "renewal_forecasting_options");
    private static final Change FORECAST = new Change("""
            update certifications c set forecasted_renewal_amount = p.renewal_fee, sys_version = c.sys_version + 1,
              sys_last_modified_at = :real_now
            from programs p
            where c.tenant_id = :tenant and c.id = any(:candidates) and p.tenant_id = :tenant and p.id = c.program_id""", Map.of());

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public Candidates candidates() {
        return Certifications.CANDIDATES;
    }

    @Override
    public Map<String, Expression> columns(JsonObject options) {
        return Map.of("amount", program("renewal_fee"), "currency", program("currency"));
    }

    private static Expression program(String column) {
        return Expression.of(
                "(select p." + column + " from programs p where p.tenant_id = c.tenant_id and p.id = c.program_id)");
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        List<Condition> conditions = Restrictions.of(options);
        conditions.addAll(0, List.of(Conditions.expiring(options), Conditions.ACTIVE));
        return List.of(new Selection("", null, conditions));
    }

    @Override
    public List<Effect> effects(JsonObject options) {
        return List.of(new PlaceOrder(false), FORECAST);
    }
}
