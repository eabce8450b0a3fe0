package rhythm.collect.money;

import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import rhythm.kernel.gateway.Orders;
import rhythm.kernel.gateway.Placement;

/** Where this service's own runs place what they bill: installments with the one desk, everything else with the other. */
@ApplicationScoped
public class Desk implements Orders {
    private final OrderDesk orders;
    private final InstallmentDesk installments;

    Desk(OrderDesk orders, InstallmentDesk installments) {
        this.orders = orders;
        this.installments = installments;
    }

    @Override
    public Placement place(String tenant, JsonObject order) {
        return order.getString("installment_schedule_id") == null
                ? orders.place(tenant, order)
                : installments.place(tenant, order);
    }
}
