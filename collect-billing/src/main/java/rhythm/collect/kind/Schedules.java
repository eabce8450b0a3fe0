package rhythm.collect.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rhythm.collect.billingnotice.BillingNotice;
import rhythm.collect.gateway.Advice;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;
import rhythm.kernel.run.Notices;

/** The candidates that are charged, reminded and cancelled: orders paid in parts. */
public final class Schedules {
    /** What the last decline advised, of a schedule that is behind by it. */
    private static final String DECLINE = """
            (select advised(a.state, a.advice, a.is_hard, a.code) from payment_attempts a
              where a.tenant_id = :tenant and a.installment_schedule_id = c.id and a.state = 'declined'
                and c.error_message is not null order by a.finished_at desc, a.key desc limit 1)""";

    public static final Notices NOTICES = new Notices(
            "billing_notices",
            "billing_notice_id",
            BillingNotice.SCHEDULE_FIELDS,
            Payers.FIELDS
                    + """
              'schedule', jsonb_build_object('name', c.name, 'status', c.status, 'currency', c.currency,
                'amount_due', %s,
                'amount_outstanding', %s,
                'next_date', next_entry(c.entries), 'next_attempt_date', c.next_attempt_date, 'attempts', c.attempts,
                'suspended_at', c.suspended_at, 'decline', %s, 'error_message', %s),
              'card', jsonb_build_object('type', m.brand, 'last_four', m.last_four, 'expiration', m.expiration),
              'order', jsonb_build_object('name', o.name, 'total', %s)) as fields
            from actions a
            join installment_schedules c on c.tenant_id = :tenant and c.id = a.candidate_id
            left join stored_payment_methods m on m.tenant_id = :tenant and m.id = c.stored_payment_method_id
            left join orders o on o.tenant_id = :tenant and o.id = c.order_id""".formatted(
                            Notices.money("a.amount", "c.currency"),
                            Notices.money("entries_total(c.entries, 'pending', 'billed', 'failed')", "c.currency"),
                            DECLINE,
                            Advice.wordsFor(DECLINE),
                            Notices.money("o.total", "o.currency"))
                    + Payers.RUN,
            List.of());

    static final Candidates CANDIDATES = new Candidates(
            "installment schedule",
            "installment_schedules",
            Payers.columns(Map.of(
                    "installment_schedule_id", "c.id",
                    "stored_payment_method_id", "c.stored_payment_method_id")),
            NOTICES);

    static final Condition SUSPENDED = new Condition("is suspended", "c.status = 'suspended'", "c.status", "suspended");

    /** Staff agreed to a day when it goes on: until then it is left alone. */
    static final Condition NOT_RESTING = new Condition(
            "does not rest until an agreed day", "c.suspended_until is null", "c.suspended_until", "none");

    private Schedules() {}

    /** Is charged on that day: its rest, if staff agreed to one, is over. */
    static Condition goesOn(LocalDate asOf) {
        return new Condition(
                "is active, or rested until the day",
                "c.status = 'active' or c.status = 'suspended' and c.suspended_until <= :as_of",
                Map.of("as_of", asOf),
                "concat_ws(' until ', c.status, c.suspended_until)",
                "active, or suspended until " + asOf);
    }

    /** Was suspended in the range, both ends included; {@code options} holds its bounds. */
    static Condition suspendedIn(JsonObject options) {
        LocalDate from = LocalDate.parse(options.getString("expiration_date_range_start"));
        LocalDate to = LocalDate.parse(options.getString("expiration_date_range_end"));
        return new Condition(
                "was suspended in the range",
                "c.suspended_at between :from and :to",
                Map.of("from", from, "to", to),
                "c.suspended_at",
                from + " to " + to);
    }

    /** What the run's options narrow schedules to. */
    static List<Condition> narrowing(JsonObject options) {
        List<Condition> conditions = new ArrayList<>();
        conditions.addAll(Conditions.restricted(
                options, "payment_type_restriction", "payment_types", "payment_type", method("type")));
        conditions.addAll(
                Conditions.restricted(options, "card_type_restriction", "card_types", "card_type", method("brand")));
        conditions.addAll(Conditions.restricted(
                options,
                "order_service_restriction",
                "order_services",
                "order_service",
                "(select o.service from orders o where o.tenant_id = c.tenant_id and o.id = c.order_id)"));
        return conditions;
    }

    private static String method(String column) {
        return "(select m." + column + " from stored_payment_methods m"
                + " where m.tenant_id = c.tenant_id and m.id = c.stored_payment_method_id)";
    }
}
