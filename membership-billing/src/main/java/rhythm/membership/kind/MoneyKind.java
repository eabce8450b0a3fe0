package rhythm.membership.kind;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rhythm.kernel.run.Effect;
import rhythm.kernel.run.Effect.PlaceOrder;
import rhythm.kernel.run.Effect.SendMail;
import rhythm.kernel.run.Expression;

/** A kind that bills the next term: its actions carry the amount, the price of the package renewed into. */
interface MoneyKind extends MembershipKind {
    /** Whether the order is charged to the stored card. */
    boolean charges();

    /** The option that names the notice of success. */
    String noticeOption();

    @Override
    default Map<String, Expression> columns(JsonObject options) {
        return Map.of("amount", price("renewal_price"), "currency", price("currency"));
    }

    private static Expression price(String column) {
        return Expression.of("(select p." + column + " from packages p where p.tenant_id = c.tenant_id"
                + " and p.id = coalesce(c.renews_with_id, c.package_id))");
    }

    @Override
    default List<Effect> effects(JsonObject options) {
        List<Effect> effects = new ArrayList<>(List.of(new PlaceOrder(charges())));
        Changes.statusReason(options).ifPresent(effects::add);
        if (options.getString(noticeOption()) != null) {
            effects.add(new SendMail());
        }
        return effects;
    }
}
