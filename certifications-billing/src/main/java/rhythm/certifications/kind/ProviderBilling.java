package rhythm.certifications.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Effect;
import rhythm.kernel.run.Effect.PlaceOrder;
import rhythm.kernel.run.Expression;
import rhythm.kernel.run.Kind;
import rhythm.kernel.run.Label;
import rhythm.kernel.run.Selection;

/** Bills training providers for registrations that were not billed yet: one invoice each. */
final class ProviderBilling implements Kind {
    private static final Label LABEL =
            new Label("bill training provider", "bt", "bill_training_providers", "training_provider_billing_options");

    private static final String RECORDS = """
            jsonb_agg(jsonb_build_object('course_registration_id', r.id, 'program_id', r.program_id,
              'course_name', r.course_name, 'registration_date', r.registration_date, 'amount', r.amount,
              'currency', r.currency, 'reason', 'registered on ' || r.registration_date || ', not billed before')
              order by r.registration_date, r.id)""";

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public Candidates candidates() {
        return TrainingProviders.CANDIDATES;
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        List<Condition> conditions = new ArrayList<>();
        Expression found = unbilled("count(*)", options);
        Expression currencies = unbilled("count(distinct coalesce(r.currency, ''))", options);
        conditions.add(new Condition(
                "has registrations in the range that were not billed",
                found.sql() + " > 0",
                found.params(),
                found.sql(),
                "at least 1"));
        conditions.add(new Condition(
                "its registrations are in one currency",
                currencies.sql() + " <= 1",
                currencies.params(),
                currencies.sql(),
                "at most 1 currency on an invoice"));
        Restrictions.restrict(conditions, options, "training_provider", "c.id");
        return List.of(new Selection("", null, conditions));
    }

    @Override
    public Map<String, Expression> columns(JsonObject options) {
        return Map.of(
                "training_provider_billing_records",
                unbilled(RECORDS, options),
                "amount",
                unbilled("sum(r.amount)", options),
                "currency",
                unbilled("min(r.currency)", options),
                "email_training_provider_invoice",
                new Expression(
                        ":mail::boolean",
                        Map.of("mail", options.getBoolean("email_invoices_to_training_providers", false))),
                "invoice_template_id",
                new Expression(":template::text", Map.of("template", options.getString("invoice_template_id", ""))));
    }

    @Override
    public List<Effect> effects(JsonObject options) {
        return List.of(new PlaceOrder(false));
    }

    /** A value over the provider's registrations that the options select and no invoice has. */
    private static Expression unbilled(String value, JsonObject options) {
        Map<String, Object> params = new HashMap<>();
        params.put("from", LocalDate.parse(options.getString("expiration_date_range_start")));
        params.put("to", LocalDate.parse(options.getString("expiration_date_range_end")));
        List<Condition> programs = new ArrayList<>();
        Restrictions.restrict(programs, options, "program", "r.program_id");
        StringBuilder sql = new StringBuilder("(select " + value + "\n" + """
                from course_registrations r where r.tenant_id = c.tenant_id and r.training_provider_id = c.id
                  and r.billed_invoice_id is null and r.registration_date between :from and :to""");
        for (Condition program : programs) {
            sql.append(" and ").append(program.predicate());
            params.putAll(program.params());
        }
        return new Expression(sql.append(")").toString(), params);
    }
}
