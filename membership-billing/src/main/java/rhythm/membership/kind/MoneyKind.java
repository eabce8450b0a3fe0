package rhythm.membership.kind;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rhythm.kernel.run.Effect;
import rhythm.kernel.run.Effect.Change;
import rhythm.kernel.run.Effect.PlaceOrder;
import rhythm.kernel.run.Effect.SendMail;
import rhythm.kernel.run.Expression;

/** A kind that bills the next term: its actions carry the amount. */
interface MoneyKind extends MembershipKind {
    /** The order for one membership; what the kind adds to it comes after. */
    String ORDER = """
            select a.id, jsonb_build_object('name', 'Renewal of ' || c.name,
              'customer_type', case when c.contact_id is null or c.bill_organization and c.organization_id is not null
                then 'organization' else 'contact' end,
              'contact_id', c.contact_id, 'organization_id', c.organization_id, 'first_name', c.first_name,
              'last_name', c.last_name, 'organization_name', c.organization_name, 'email_address', c.email_address,
              'currency', a.currency, 'batch_id', r.batch_id, 'lines', jsonb_build_array(jsonb_build_object(
                'description', 'Renewal of ' || c.name || ', expiring ' || c.expiration_date, 'quantity', 1,
                'unit_price', a.amount, 'amount', a.amount)), %s) as body
            from actions a
            join memberships c on c.tenant_id = :tenant and c.id = a.candidate_id
            join billing_runs r on r.tenant_id = :tenant and r.id = a.billing_run_id""";

    /** What the order has besides, as arguments of a JSON object over the membership {@code c}; may name {@link #params}. */
    String orderFields();

    /** What is billed or charged: the price of the package renewed into. */
    default String amount() {
        return Renewals.next("renewal_price");
    }

    Map<String, Object> params(JsonObject options);

    /** What is done when the order stands. */
    List<Change> success();

    /** The option that names the notice of success. */
    String successNotice();

    /** The option that names the notice of failure; null where nothing is charged. */
    String failureNotice();

    @Override
    default Map<String, Expression> columns(JsonObject options) {
        return Map.of(
                "amount", Expression.of(amount()),
                "currency", Expression.of(Renewals.next("currency")),
                "package_id", Expression.of("coalesce(c.renews_with_id, c.package_id)"));
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
                new PlaceOrder(
                        ORDER.formatted(orderFields()), params(options), List.of(Renewals.RELEASE), failureNotice)));
        effects.addAll(success());
        Changes.statusReason(options).ifPresent(effects::add);
        if (options.getString(successNotice()) != null) {
            effects.add(new SendMail());
        }
        return effects;
    }
}
