package rhythm.collect.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;
import rhythm.kernel.run.Effect;
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

    /** A failed entry is due until it is paid. */
    private static final String DUE = """
            from jsonb_array_elements(c.entries) e
              where e ->> 'status' in ('pending', 'failed') and (e ->> 'date')::date between :from and :to""";

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
                        Conditions.ACTIVE,
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
                new Expression("(select sum((e ->> 'amount')::numeric) " + DUE + ")", range),
                "entry_ids",
                new Expression(
                        "array(select e ->> 'entry_id' " + DUE + " order by e ->> 'date', e ->> 'entry_id')", range),
                "currency",
                Expression.of("c.currency"),
                "failed_billing_notice_id",
                options.getString("installment_failure_notice_id") == null
                        ? Expression.of("null::text")
                        : new Expression(
                                ":failed::text", Map.of("failed", options.getString("installment_failure_notice_id"))));
    }

    private static Map<String, Object> range(JsonObject options) {
        return Map.of(
                "from", LocalDate.parse(options.getString("expiration_date_range_start")),
                "to", LocalDate.parse(options.getString("expiration_date_range_end")));
    }

    @Override
    public List<Effect> effects(JsonObject options) {
        List<Effect> effects = new ArrayList<>(List.of(new PlaceOrder(true)));
        if (options.getString("installment_success_notice_id") != null) {
            effects.add(new SendMail());
        }
        return effects;
    }
}
