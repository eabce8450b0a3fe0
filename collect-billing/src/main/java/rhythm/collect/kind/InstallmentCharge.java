package rhythm.collect.kind;

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

/** Bills and charges the installments that are due. */
final class InstallmentCharge implements Kind {
    private static final Label LABEL = new Label(
            "process installment schedule", "is", "process_installment_schedules", "installment_schedule_options");

    /**
     * A failed entry is due again when its next attempt is, as long as there is a card to charge: a run that looks at few days
     * leaves out none whose own date is past.
     */
    private static final String DUE = """
            from jsonb_array_elements(c.entries) e
              where (e ->> 'date')::date <= :to and case e ->> 'status'
                when 'pending' then (e ->> 'date')::date >= :from
                when 'failed' then c.stored_payment_method_id is not null and ((e ->> 'date')::date >= :from
                  or c.next_attempt_date is null or c.next_attempt_date <= :to)
                else false end""";

    /** What will be charged: of an entry that was billed and paid in part, the rest. */
    private static final String AMOUNT = """
            (select sum(coalesce((select i.balance_due from invoices i where i.tenant_id = c.tenant_id
                and i.installment_schedule_id = c.id and i.entry_id = e ->> 'entry_id' and i.status = 'open'),
              (e ->> 'amount')::numeric))\s""" + DUE + ")";

    private static final String ENTRIES =
            "array(select e ->> 'entry_id' " + DUE + " order by e ->> 'date', e ->> 'entry_id')";

    /** What is due is settled when the action is decided, its schedule locked; it is asked for again by the same entries. */
    private static final String SETTLED = """
            update billing_run_actions a set amount = %s, entry_ids = %s, currency = c.currency
            from installment_schedules c
            where a.tenant_id = :tenant and a.billing_run_id = :run and a.candidate_id = any(:candidates)
              and a.type = :type and c.tenant_id = :tenant and c.id = a.candidate_id""".formatted(AMOUNT, ENTRIES);

    /** Whose rest is over goes on. */
    private static final String RESUMED = """
            update installment_schedules c set status = 'active', suspended_at = null, suspended_until = null,
              attempts = 0, next_attempt_date = null, error_message = null, sys_version = c.sys_version + 1,
              sys_last_modified_at = :real_now
            where c.tenant_id = :tenant and c.id = any(:candidates) and c.status = 'suspended'""";

    /** The order names the schedule and its entries: each of them is billed and charged by itself. */
    private static final String ORDERS = """
            select a.id, jsonb_build_object('charge', c.stored_payment_method_id is not null, 'installment_schedule_id', c.id,
              'entry_ids', to_jsonb(b.entry_ids)) as body
            from actions a
            join billing_run_actions b on b.tenant_id = :tenant and b.id = a.id
            join installment_schedules c on c.tenant_id = :tenant and c.id = a.candidate_id""";

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public Candidates candidates() {
        return Schedules.CANDIDATES;
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        List<Condition> conditions = Schedules.narrowing(options);
        Map<String, Object> range = range(options);
        conditions.addAll(
                0,
                List.of(
                        new Condition(
                                "has an entry due in the range",
                                "c.next_processing_date <= :to and exists (select " + DUE + ")",
                                range,
                                "c.next_processing_date",
                                range.get("from") + " to " + range.get("to")),
                        Schedules.goesOn(asOf),
                        new Condition(
                                "is not waiting for its next attempt",
                                "c.next_attempt_date is null or c.next_attempt_date <= :as_of",
                                Map.of("as_of", asOf),
                                "c.next_attempt_date",
                                "none, or by " + asOf)));
        return List.of(new Selection("", options.getString("installment_success_notice_id"), conditions));
    }

    @Override
    public Map<String, Expression> columns(JsonObject options) {
        Map<String, Object> range = range(options);
        return Map.of(
                "amount",
                new Expression(AMOUNT, range),
                "entry_ids",
                new Expression(ENTRIES, range),
                "currency",
                Expression.of("c.currency"),
                "failed_billing_notice_id",
                options.getString("installment_failure_notice_id") == null
                        ? Expression.of("null::text")
                        : new Expression(
                                ":failed::text", Map.of("failed", options.getString("installment_failure_notice_id"))));
    }

    /** A schedule that rests is not asked again, nor one before its next attempt. */
    @Override
    public String triable() {
        return "c.status = 'active' and (c.next_attempt_date is null or c.next_attempt_date <= :today)";
    }

    private static Map<String, Object> range(JsonObject options) {
        return Map.of(
                "from", LocalDate.parse(options.getString("expiration_date_range_start")),
                "to", LocalDate.parse(options.getString("expiration_date_range_end")));
    }

    @Override
    public List<Effect> effects(JsonObject options) {
        Map<String, Object> params = new HashMap<>(range(options));
        params.put("type", LABEL.type());
        List<Effect> effects = new ArrayList<>(List.of(
                new Change(SETTLED, params),
                new Change(RESUMED, Map.of()),
                new PlaceOrder(ORDERS, Map.of(), List.of(), options.getString("installment_failure_notice_id"))));
        if (options.getString("installment_success_notice_id") != null) {
            effects.add(new SendMail());
        }
        return effects;
    }
}
