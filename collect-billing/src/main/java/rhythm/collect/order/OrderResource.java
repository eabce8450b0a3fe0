package rhythm.collect.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import rhythm.collect.money.Bill;
import rhythm.collect.money.OrderDesk;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Caller;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.rest.Idempotency;
import rhythm.kernel.rest.Operation;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.store.Rows;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.tenant.Needs;
import rhythm.kernel.tenant.Role;

/**
 * What customers buy. An order with an {@code idempotency_key} goes through the desk: billed at once, and charged when it
 * asks for it; the answer is the order, and by its {@code charge} what came of that. Who cancels an order cancels its invoice.
 */
@Path("/orders")
public class OrderResource extends RecordResource<Order> {
    @Inject
    OrderDesk desk;

    private static final String CURRENCY =
            "select s.currency from settings s where s.tenant_id = $1 and s.currency is not null";

    @Inject
    Clock clock;

    @Inject
    TenantDatabase database;

    @Inject
    @VirtualThreads
    ExecutorService workers;

    @ConfigProperty(name = "rhythm.engine.held", defaultValue = "false")
    boolean isHeld;

    public OrderResource() {
        super(Order.class);
    }

    @Override
    protected Uni<Void> afterwards(Rows rows, List<Step<Order>> done) {
        if (done.stream().anyMatch(step -> step.before() == null && step.after().idempotencyKey != null)) {
            throw Problem.CONFLICT.field(
                    "idempotency_key", "is for an order posted by itself; a batch stores orders and bills none");
        }
        Set<String> cancelled = changed(done, (before, after) -> after.isCancelled() && !before.isCancelled());
        Set<String> repriced = changed(done, (before, after) -> after.isRepriced(before));
        return Uni.createFrom()
                .voidItem()
                .chain(() -> cancelled.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Cancellation.of(rows, cancelled, clock.instant()))
                .chain(() -> repriced.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Repricing.of(rows, repriced, clock.instant()));
    }

    private static Set<String> changed(List<Step<Order>> done, BiPredicate<Order, Order> how) {
        return done.stream()
                .filter(step -> step.before() != null && step.after() != null)
                .filter(step -> how.test(step.before(), step.after()))
                .map(Step::id)
                .collect(Collectors.toSet());
    }

    /** Makes an estimate binding, and bills it; one that binds already stays as it is. */
    @POST
    @Path("{tenantId}/bind/{id}")
    @Needs(Role.EDITOR)
    public Uni<Response> bind(@PathParam("tenantId") String tenant, @PathParam("id") String id) {
        return record(tenant, id)
                .emitOn(workers)
                .invoke(() -> desk.bind(tenant, id))
                .chain(() -> get(tenant, id, null, null, null));
    }

    /** Makes an order cheaper or dearer by other {@code lines}: its invoice and what is open of it move along, and what was paid beyond is a credit. */
    @POST
    @Path("{tenantId}/reprice/{id}")
    @Needs(Role.EDITOR)
    public Uni<Response> reprice(
            @PathParam("tenantId") String tenant,
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            byte[] body) {
        ObjectNode asked = Operation.object(RecordMapper.request(body), "body");
        JsonNode lines = asked.get("lines");
        if (lines == null || asked.size() > 1) {
            throw Problem.INVALID.field("lines", "must be given, and nothing else");
        }
        ArrayNode patch = JsonNodeFactory.instance.arrayNode();
        patch.addObject().put("op", "add").put("path", "/lines").set("value", lines);
        patch.addObject().put("op", "remove").put("path", "/total");
        return patch(tenant, id, ifMatch, RecordMapper.text(patch).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Has an order paid in installments: {@code entries} of dates and amounts that come to what is open of it, and the card that they
     * are charged to, if any. Its invoice gives way to theirs; what was paid before counts as an entry that is paid.
     */
    @POST
    @Path("{tenantId}/plan/{id}")
    @Needs(Role.EDITOR)
    public Uni<Response> plan(
            @PathParam("tenantId") String tenant,
            @PathParam("id") String id,
            @HeaderParam(Idempotency.HEADER) String key,
            byte[] body) {
        ObjectNode asked = Operation.object(RecordMapper.request(body), "body");
        Operation.onlyKnown(asked, Set.of("entries", "stored_payment_method_id"));
        if (!asked.path("entries").isArray()) {
            throw Problem.INVALID.field("entries", "must be a list of dates and amounts");
        }
        Caller caller = callers.current();
        return idempotency.once(tenant, key, uri, body, () -> Uni.createFrom()
                .item(() -> desk.plan(tenant, id, asked, caller))
                .runSubscriptionOn(workers)
                .chain(() -> get(tenant, id, null, null, null)));
    }

    /** An order without a currency is in the tenant's. */
    @Override
    protected Uni<Response> make(String tenant, ObjectNode order) {
        Caller caller = callers.current();
        if (order.path("charge").asBoolean() && !caller.isOperator()) {
            throw Problem.FORBIDDEN.field("charge", "only billing operators may charge a card");
        }
        if (order.path("charge").asBoolean() && isHeld) {
            throw Problem.UNAVAILABLE.field("charge", "the service is held and charges nothing now; try again later");
        }
        Uni<ObjectNode> priced = order.hasNonNull("currency")
                ? Uni.createFrom().item(order)
                : database.query(tenant, CURRENCY, Tuple.of(tenant)).map(found -> {
                    found.forEach(row -> order.put("currency", row.getString(0)));
                    return order;
                });
        return priced.chain(asked -> order.hasNonNull("idempotency_key")
                ? Uni.createFrom()
                        .item(() -> desk.take(tenant, asked, caller))
                        .runSubscriptionOn(workers)
                        .chain(bill ->
                                get(tenant, bill.orderId(), null, null, null).map(stored -> answer(stored, bill)))
                : super.make(tenant, asked));
    }

    private static Response answer(Response stored, Bill bill) {
        byte[] json = ((String) stored.getEntity()).getBytes(StandardCharsets.UTF_8);
        ObjectNode order = (ObjectNode) RecordMapper.tree(json);
        bill.chargeView().ifPresent(charge -> order.set("charge", charge));
        return Response.fromResponse(stored).entity(RecordMapper.text(order)).build();
    }
}
