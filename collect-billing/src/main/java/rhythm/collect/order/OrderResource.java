package rhythm.collect.order;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import rhythm.collect.money.Bill;
import rhythm.collect.money.OrderDesk;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Caller;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.store.Rows;

/**
 * What customers buy. An order with an {@code idempotency_key} goes through the desk: billed at once, and charged when it
 * asks for it; the answer is the order, and by its {@code charge} what came of that. Who cancels an order cancels its invoice.
 */
@Path("/orders")
public class OrderResource extends RecordResource<Order> {
    @Inject
    OrderDesk desk;

    @Inject
    Clock clock;

    @Inject
    @VirtualThreads
    ExecutorService workers;

    public OrderResource() {
        super(Order.class);
    }

    @Override
    protected Uni<Void> afterwards(Rows rows, List<Step<Order>> done) {
        if (done.stream().anyMatch(step -> step.before() == null && step.after().idempotencyKey != null)) {
            throw Problem.CONFLICT.field(
                    "idempotency_key", "is for an order posted by itself; a batch stores orders and bills none");
        }
        Set<String> cancelled = done.stream()
                .filter(step -> step.before() != null && step.after() != null)
                .filter(step -> step.after().isCancelled() && !step.before().isCancelled())
                .map(Step::id)
                .collect(Collectors.toSet());
        return cancelled.isEmpty() ? Uni.createFrom().voidItem() : Cancellation.of(rows, cancelled, clock.instant());
    }

    @Override
    protected Uni<Response> make(String tenant, ObjectNode order) {
        if (!order.hasNonNull("idempotency_key")) {
            return super.make(tenant, order);
        }
        Caller caller = callers.current();
        return Uni.createFrom()
                .item(() -> desk.take(tenant, order, caller))
                .runSubscriptionOn(workers)
                .chain(bill -> get(tenant, bill.orderId(), null, null, null).map(stored -> answer(stored, bill)));
    }

    private static Response answer(Response stored, Bill bill) {
        byte[] json = ((String) stored.getEntity()).getBytes(StandardCharsets.UTF_8);
        ObjectNode order = (ObjectNode) RecordMapper.tree(json);
        bill.chargeView().ifPresent(charge -> order.set("charge", charge));
        return Response.fromResponse(stored).entity(RecordMapper.text(order)).build();
    }
}
