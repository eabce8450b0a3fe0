package rhythm.membership.kind;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rhythm.kernel.run.Effect;
import rhythm.kernel.run.Effect.Change;
import rhythm.kernel.run.Effect.PlaceOrder;
import rhythm.kernel.run.Effect.SendMail;
import rhythm.kernel.run.Expression;

/** A kind that bills the next term: its actions carry the amount. */
interface MoneyKind extends MembershipKind {
    /**
     * The order for one membership; what the kind adds to it comes after. Its line says what it buys and what it is for: of that
     * there is one living order, whoever asks for it (decision 34). It takes the place of one that counts no more.
     */
    String ORDER = """
            select a.id, jsonb_build_object('name', cut_text('Renewal of ' || c.name, 200),
              'customer_type', case when c.contact_id is null or c.bill_organization and c.organization_id is not null
                then 'organization' else 'contact' end,
              'contact_id', c.contact_id, 'organization_id', c.organization_id, 'first_name', c.first_name,
              'last_name', c.last_name, 'organization_name', c.organization_name, 'email_address', c.email_address,
              'currency', a.currency, 'batch_id', r.batch_id, 'lines', jsonb_build_array(jsonb_build_object(
                'description', 'Renewal of ' || c.name || ', expiring ' || c.expiration_date,
                'quantity', case when a.amount = a.unit_price * a.terms then a.terms else 1 end,
                'unit_price', case when a.amount = a.unit_price * a.terms then a.unit_price else a.amount end,
                'amount', a.amount, 'package_id', a.package_id, 'term_months', a.term_months, 'terms', a.terms,
                'period_start', a.period_start, 'period_end', a.period_end, 'subject_service', 'membership',
                'subject_kind', 'renewal', 'subject_id', c.id, 'subject_term', c.expiration_date)), %s) as body
            from actions a
            join memberships c on c.tenant_id = :tenant and c.id = a.candidate_id
            join billing_runs r on r.tenant_id = :tenant and r.id = a.billing_run_id""";

    /** Under a condition the order takes the place of the one that stands on the membership: void, superseded or outlived. */
    static String replacing(String condition) {
        return """
                'replaces', case when c.renewal_order_id is not null and %s
                  and c.renewal_order_standing is distinct from 'reopened'
                  then jsonb_build_array(c.renewal_order_id) else '[]' end""".formatted(condition);
    }

    /** What the order has besides, as arguments of a JSON object over the membership {@code c}; may name {@link #params}. */
    String orderFields();

    Map<String, Object> params(JsonObject options);

    /** What is done when the order stands. */
    List<Change> success(JsonObject options);

    /** The option that names the notice of success. */
    String successNotice();

    /** The option that names the notice of failure; null where nothing is charged. */
    String failureNotice();

    /** What is billed, from the package renewed into; by column. */
    default Map<String, String> bought() {
        Map<String, String> bought = new HashMap<>();
        bought.put("amount", Renewals.next("renewal_price") + " * coalesce(c.renews_for_terms, 1)");
        bought.put(
                "currency",
                "coalesce(" + Renewals.next("currency")
                        + ", (select s.currency from settings s where s.tenant_id = c.tenant_id))");
        bought.put("package_id", "coalesce(c.renews_with_id, c.package_id)");
        bought.put("unit_price", Renewals.next("renewal_price"));
        bought.put("terms", "coalesce(c.renews_for_terms, 1)");
        bought.put("term_months", Renewals.next("term"));
        bought.put("term_type", "coalesce(" + Renewals.next("term_type") + ", 'anniversary')");
        bought.put("period_start", "c.expiration_date + 1");
        bought.put(
                "period_end",
                "term_end(c.expiration_date, " + Renewals.next("term")
                        + " * coalesce(c.renews_for_terms, 1), c.term_anchor_day, coalesce("
                        + Renewals.next("term_type") + ", '') = 'calendar')");
        return bought;
    }

    @Override
    default Map<String, Expression> columns(JsonObject options) {
        Map<String, Expression> columns = new HashMap<>();
        bought().forEach((column, sql) -> columns.put(column, Expression.of(sql)));
        return columns;
    }

    /** What is charged for one package must not begin a term with another. */
    @Override
    default Map<String, String> held() {
        return Map.of("package_id", "renews into the package of when the list was made");
    }

    @Override
    default List<Effect> effects(JsonObject options) {
        String failureNotice = failureNotice() == null ? null : options.getString(failureNotice());
        List<Effect> effects = new ArrayList<>(List.of(
                Renewals.reserve(code()),
                new PlaceOrder(ORDER.formatted(orderFields()), params(options), Renewals.RELEASE, failureNotice)));
        effects.addAll(success(options));
        Changes.statusReason(options).ifPresent(effects::add);
        if (options.getString(successNotice()) != null) {
            effects.add(new SendMail());
        }
        return effects;
    }
}
