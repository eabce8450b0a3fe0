package rhythm.collect.order;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** What customers buy. */
@Path("/orders")
public class OrderResource extends RecordResource<Order> {
    public OrderResource() {
        super(Order.class);
    }
}
