package rhythm.collect.money;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import rhythm.collect.money.Attempts.Begun;
import rhythm.collect.order.Order;
import rhythm.kernel.gateway.Orders;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.record.Caller;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.rest.Operation;
import rhythm.kernel.rest.Planner;
import rhythm.kernel.rest.Step;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.store.Tx;
import rhythm.kernel.tenant.TenantClock;

/**
 * Takes orders, bills and charges them, once per key. The order, its invoice and the attempt to charge it are one
 * transaction, committed before the gateway hears of it; what the gateway says is the next.
 */
@ApplicationScoped
@Typed(OrderDesk.class)
public class OrderDesk implements Orders {
    /** What an order says beside its record: whether to charge it, that it exists already, and hints for other tills. */
    private static final List<String> BESIDES =
            List.of("charge", "order_id", "invoice_template_id", "payment_terms_id");

    private final TenantDatabase database;
    private final TenantClock clock;
    private final Validator validator;
    private final Cashier cashier;

    public OrderDesk(TenantDatabase database, TenantClock clock, Validator validator, Cashier cashier) {
        this.database = database;
        this.clock = clock;
        this.validator = validator;
        this.cashier = cashier;
    }

    @Override
    public Placement place(String tenant, JsonObject order) {
        try {
            ObjectNode tree = (ObjectNode) RecordMapper.tree(order.encode().getBytes(StandardCharsets.UTF_8));
            return take(tenant, tree, Caller.engine()).placement();
        } catch (ProblemException refusal) {
            return new Placement.Refused(refusal.getMessage());
        }
    }

    /** The same for a client, whose order is refused in the API's words. */
    public Bill take(String tenant, ObjectNode order, Caller caller) {
        Instant business = clock.now(tenant);
        Request request = request(tenant, order, caller, business);
        Opened opened;
        try {
            opened = database.inTenant(tenant, tx -> open(tx, tenant, request, Moment.read(tx, tenant, business)));
        } catch (PgException refused) {
            throw Books.refusal(refused);
        }
        return opened.attempt() == null ? opened.bill() : opened.bill().charged(cashier.settle(opened.attempt()));
    }

    private record Request(Order order, String existing, boolean charge) {}

    private Request request(String tenant, ObjectNode tree, Caller caller, Instant business) {
        String existing = tree.path("order_id").asText(null);
        boolean charge = tree.path("charge").asBoolean(false);
        ObjectNode record = tree.deepCopy().remove(BESIDES);
        Step<Order> step = new Planner<>(Books.ORDERS, tenant, caller, business, validator)
                .plan(new Operation.Create(record), null);
        if (step.refusal() != null) {
            throw step.refusal();
        }
        Order order = step.after();
        if (order.idempotencyKey == null) {
            throw Problem.INVALID.field("idempotency_key", "must be given");
        }
        if (charge && order.storedPaymentMethodId == null) {
            throw Problem.INVALID.field("stored_payment_method_id", "must be given for a charge");
        }
        if (charge && order.proForma) {
            throw Problem.INVALID.field("charge", "a pro forma order is never charged");
        }
        return new Request(order, existing, charge);
    }

    private Opened open(Tx tx, String tenant, Request request, Moment moment) {
        if (request.order.storedPaymentMethodId != null) {
            Card.get(tx, tenant, request.order.storedPaymentMethodId);
        }
        Row found = request.existing == null
                ? standing(tx, tenant, request.order, moment)
                : Books.order(tx, tenant, "id", request.existing);
        if (found == null) {
            throw Problem.CONFLICT.field("order_id", "there is no orders " + request.existing);
        }
        if (request.charge
                && found.getBoolean("pro_forma")
                && found.getString("status").equals("awaiting payment")) {
            found = Books.bind(tx, tenant, found.getString("id"), moment);
        }
        Bill bill = new Bill(
                found.getString("id"),
                found.getString("invoice_id"),
                found.getBigDecimal("total"),
                found.getString("status").equals("paid"),
                Optional.empty());
        return request.charge ? charge(tx, tenant, request.order, found, bill, moment) : Opened.standing(bill);
    }

    /** The order of the key: found, or made with its invoice. Of callers at the same time one makes it, the others find it. */
    private static Row standing(Tx tx, String tenant, Order order, Moment moment) {
        Row found = Books.order(tx, tenant, "idempotency_key", order.idempotencyKey);
        if (found == null && Books.order(tx, tenant, order) && !order.proForma) {
            Books.invoice(tx, tenant, order.id, moment);
        }
        return found == null ? Books.order(tx, tenant, "idempotency_key", order.idempotencyKey) : found;
    }

    private Opened charge(Tx tx, String tenant, Order order, Row found, Bill bill, Moment moment) {
        Optional<Attempt> before = Attempts.last(tx, tenant, order.idempotencyKey);
        if (before.isEmpty()) {
            if (bill.isPaid()) {
                return Opened.standing(bill);
            }
            if (!found.getString("status").equals("awaiting payment") || bill.invoiceId() == null) {
                throw Problem.CONFLICT.because("the order %s is %s and cannot be charged"
                        .formatted(
                                bill.orderId(), bill.invoiceId() == null ? "not billed" : found.getString("status")));
            }
            if (found.getString("batch") != null && !found.getString("batch").equals("open")) {
                throw Problem.CONFLICT.field("batch_id", "the batch of the order is closed");
            }
        }
        if (before.isPresent() && !before.get().state().equals("declined")) {
            // nothing is locked here: who waits for the charge must not stand in its way
            return new Opened(bill, new Begun(before.get(), false), null);
        }
        Books.lock(tx, tenant, bill.invoiceId());
        Begun begun = Attempts.begin(
                tx,
                tenant,
                order.idempotencyKey,
                Attempts.last(tx, tenant, order.idempotencyKey), // asked again: the invoice is locked only now
                bill.invoiceId(),
                order.storedPaymentMethodId,
                moment,
                cashier.leaseEnd());
        return new Opened(bill, begun, null);
    }
}
