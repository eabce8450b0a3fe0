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
import rhythm.kernel.run.Effect.Change;
import rhythm.kernel.run.Effect.PlaceOrder;
import rhythm.kernel.run.Effect.SendMail;
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

    private static final String ORDERS = """
            select a.id, jsonb_build_object('name', cut_text('Registrations with ' || c.name, 200), 'customer_type', 'organization',
              'organization_id', c.id, 'organization_name', c.name, 'email_address', c.administrators #>> '{0,email_address}',
              'currency', b.currency, 'invoice_template_id', :template::text, 'payment_terms_id', :terms::text,
              'lines', b.lines, 'replaces', b.replaced) as body
            from actions a
            join training_providers c on c.tenant_id = :tenant and c.id = a.candidate_id
            join lateral (select min(r.currency) as currency,
                coalesce(jsonb_agg(distinct r.billed_order_id) filter (where r.billed_order_id is not null), '[]') as replaced,
                jsonb_agg(jsonb_build_object(
                'description', r.course_name || ', registered on ' || r.registration_date, 'quantity', 1,
                'unit_price', r.amount, 'amount', r.amount, 'program_id', r.program_id, 'subject_service', 'certifications',
                'subject_kind', 'registration', 'subject_id', r.id) order by r.registration_date, r.id) as lines
              from course_registrations r where r.tenant_id = :tenant and r.billing_action_id = a.id) b on true""";

    /** What will stand on the invoice is what the action took for itself, not what the preview saw. */
    private static final Change NOTED = new Change("""
            update billing_run_actions a set training_provider_billing_records = (select\s""" + RECORDS + """
             from course_registrations r where r.tenant_id = :tenant and r.billing_action_id = a.id)
            where a.tenant_id = :tenant and a.billing_run_id = :run and a.candidate_id = any(:candidates)
              and a.type = :type""", Map.of("type", LABEL.type()));

    private static final Change BILLED = new Change("""
            update course_registrations r set billed_invoice_id = coalesce(a.invoice_id, a.order_id),
              billed_order_id = a.order_id, billed_order_is_open = true,
              sys_version = r.sys_version + 1, sys_last_modified_at = :real_now
            from billing_run_actions a
            where r.tenant_id = :tenant and r.training_provider_id = any(:candidates) and a.tenant_id = :tenant
              and a.id = r.billing_action_id and a.billing_run_id = :run and r.billed_invoice_id is null""", Map.of());

    private static final Change RELEASE = new Change("""
            update course_registrations r set billing_action_id = null
            where r.tenant_id = :tenant and r.training_provider_id = any(:candidates) and r.billed_invoice_id is null
              and r.billing_action_id = :run::text || '_bt_' || r.training_provider_id""", Map.of());

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
        return List.of(new Selection("", isMailed(options) ? TrainingProviders.INVOICE : null, conditions));
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
                new Expression(":mail::boolean", Map.of("mail", isMailed(options))),
                "invoice_template_id",
                new Expression(":template::text", Map.of("template", options.getString("invoice_template_id", ""))));
    }

    @Override
    public List<Effect> effects(JsonObject options) {
        Map<String, Object> params = Map.of(
                "template", options.getString("invoice_template_id", ""),
                "terms", options.getString("payment_terms_id", ""));
        PlaceOrder order = new PlaceOrder(ORDERS, params, List.of(RELEASE), null);
        List<Effect> effects = new ArrayList<>(List.of(take(options), NOTED, order, BILLED));
        if (isMailed(options)) {
            effects.add(new SendMail());
        }
        return effects;
    }

    private static boolean isMailed(JsonObject options) {
        return options.getBoolean("email_invoices_to_training_providers", false);
    }

    /** Marks the registrations as the action's own; whoever comes later finds them taken. */
    private static Change take(JsonObject options) {
        Expression unbilled = unbilled(options);
        return new Change(
                "update course_registrations r set billing_action_id = :run::text || '_bt_' || r.training_provider_id"
                        + " where r.tenant_id = :tenant and r.training_provider_id = any(:candidates) and "
                        + unbilled.sql(),
                unbilled.params());
    }

    /** A value over the provider's registrations that are to be billed. */
    private static Expression unbilled(String value, JsonObject options) {
        Expression unbilled = unbilled(options);
        return new Expression(
                "(select " + value + " from course_registrations r where r.tenant_id = c.tenant_id"
                        + " and r.training_provider_id = c.id and " + unbilled.sql() + ")",
                unbilled.params());
    }

    /** Whether the options select the registration {@code r}, and no other action has it. */
    private static Expression unbilled(JsonObject options) {
        Map<String, Object> params = new HashMap<>();
        params.put("from", LocalDate.parse(options.getString("expiration_date_range_start")));
        params.put("to", LocalDate.parse(options.getString("expiration_date_range_end")));
        List<Condition> programs = new ArrayList<>();
        Restrictions.restrict(programs, options, "program", "r.program_id");
        StringBuilder sql = new StringBuilder("r.billed_invoice_id is null and r.billing_action_id is null"
                + " and r.registration_date between :from and :to");
        for (Condition program : programs) {
            sql.append(" and ").append(program.predicate());
            params.putAll(program.params());
        }
        return new Expression(sql.toString(), params);
    }
}
