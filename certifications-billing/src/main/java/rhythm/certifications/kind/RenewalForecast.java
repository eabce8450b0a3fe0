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
            update certifications c set forecasted_renewal_amount = a.amount, forecast_order_id = a.order_id, sys_version = c.sys_version + 1,
              sys_last_modified_at = :real_now
            from billing_run_actions a
            where c.tenant_id = :tenant and c.id = any(:candidates) and a.tenant_id = :tenant
              and a.billing_run_id = :run and a.candidate_id = c.id and a.type = :type""", Map.of("type", LABEL.type()));
    /** Keyed by certification and expiration date: a later forecast takes the place of an earlier one (decision 34). */
    private static final String ORDERS = """
            select a.id, jsonb_build_object('name', cut_text('Forecast for ' || c.name, 200), 'pro_forma', true,
              'customer_type', case when c.contact_id is null then 'organization' else 'contact' end,
              'contact_id', c.contact_id, 'organization_id', c.organization_id, 'first_name', c.first_name,
              'last_name', c.last_name, 'organization_name', c.organization_name, 'email_address', c.email_address,
              'currency', a.currency, 'lines', jsonb_build_array(jsonb_build_object(
                'description', 'Renewal of ' || c.name || ', expiring ' || c.expiration_date, 'quantity', 1,
                'unit_price', a.amount, 'amount', a.amount, 'program_id', c.program_id, 'subject_service', 'certifications',
                'subject_kind', 'renewal', 'subject_id', c.id, 'subject_term', c.expiration_date))) as body
            from actions a join certifications c on c.tenant_id = :tenant and c.id = a.candidate_id""";

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
        return Map.of(
                "amount",
                program("renewal_fee"),
                "currency",
                Expression.of("coalesce(" + program("currency").sql()
                        + ", (select s.currency from settings s where s.tenant_id = c.tenant_id))"));
    }

    private static Expression program(String column) {
        return Expression.of(
                "(select p." + column + " from programs p where p.tenant_id = c.tenant_id and p.id = c.program_id)");
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        List<Condition> conditions = Restrictions.of(options);
        conditions.addAll(
                0,
                List.of(
                        Conditions.expiring(options),
                        Conditions.ACTIVE,
                        new Condition(
                                "the renewal fee is known",
                                program("renewal_fee").sql() + " is not null",
                                program("renewal_fee").sql(),
                                "any")));
        return List.of(new Selection("", null, conditions));
    }

    @Override
    public List<Effect> effects(JsonObject options) {
        return List.of(new PlaceOrder(ORDERS, Map.of(), List.of(), null), FORECAST);
    }
}
