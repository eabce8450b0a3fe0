package rhythm.collect.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.validation.Validator;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import rhythm.collect.installmentschedule.InstallmentSchedule;
import rhythm.collect.money.Gathering.Place;
import rhythm.collect.order.Order;
import rhythm.kernel.gateway.Orders;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.record.Caller;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.rest.Operation;
import rhythm.kernel.rest.Planner;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.tenant.TenantClock;

/**
 * Takes orders, bills and charges them, once per key. The order, its invoice and the attempt to charge it are one
 * transaction, committed before the gateway hears of it; what the gateway says is the next. Orders that come at the same time
 * share both.
 */
@ApplicationScoped
@Typed(OrderDesk.class)
public class OrderDesk implements Orders {
    /**
     * What an order says beside its record: whether to charge it; that it exists already, and what is expected to be open of it; whose
     * place it takes; and hints for other tills.
     */
    private static final List<String> BESIDES =
            List.of("charge", "order_id", "expected_balance", "replaces", "invoice_template_id", "payment_terms_id");

    private static final int MOST_REPLACED = 10;

    private final TenantDatabase database;
    private final TenantClock clock;
    private final Validator validator;
    private final Cashier cashier;
    private final Gathering<Request, Opened> openings =
            new Gathering<>(Request::place, this::open, OrderDesk::isRefusal);

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
        Request request = request(tenant, order, caller, clock.now(tenant));
        return cashier.settle(() -> openings.ask(request));
    }

    /** Makes an estimate binding, and bills it. */
    public void bind(String tenant, String order) {
        Instant business = clock.now(tenant);
        try {
            database.withTenant(tenant, tx -> Books.bind(tx, tenant, order, Moment.read(tx, tenant, business)));
        } catch (PgException refused) {
            throw Books.refusal(refused);
        }
    }

    /** Has an order paid in installments from now on; answers their schedule. */
    public String plan(String tenant, String order, ObjectNode asked, Caller caller) {
        Instant business = clock.now(tenant);
        Planner<InstallmentSchedule> planner =
                new Planner<>(OrderInParts.SCHEDULES, tenant, caller, business, validator);
        try {
            return database.inTenant(
                    tenant, tx -> new OrderInParts(tx, planner, Moment.read(tx, tenant, business)).make(order, asked));
        } catch (PgException refused) {
            throw Books.refusal(refused);
        }
    }

    private List<Opened> open(List<Request> requests) {
        String tenant = requests.getFirst().tenant();
        Instant business = clock.now(tenant);
        return database.inTenant(
                tenant, tx -> new OrderOpening(tx, tenant, Moment.read(tx, tenant, business), cashier.leaseEnd())
                        .open(requests));
    }

    /** Such a refusal takes back the transaction that it was in. */
    private static boolean isRefusal(RuntimeException failed) {
        return failed instanceof ProblemException || Books.isRefusal(failed);
    }

    /**
     * An order as it is asked for.
     *
     * @param existing the order that stands already, or null for one to be stored
     * @param expectedBalance what is to be open of that at most, if anything is said of it
     * @param replaces the orders whose place it takes
     */
    record Request(
            String tenant,
            Order order,
            String existing,
            BigDecimal expectedBalance,
            List<String> replaces,
            boolean charge) {
        String key() {
            return order.idempotencyKey;
        }

        String method() {
            return order.storedPaymentMethodId;
        }

        Place place() {
            return new Place(tenant, existing == null ? "key " + key() : "order " + existing);
        }
    }

    /** A field that is no record's, or a missing node. */
    private static JsonNode beside(ObjectNode tree, String field, Predicate<JsonNode> isRight, String otherwise) {
        JsonNode value = tree.path(field);
        if (value.isNull() || value.isMissingNode()) {
            return MissingNode.getInstance();
        }
        if (!isRight.test(value)) {
            throw Problem.INVALID.field(field, otherwise);
        }
        return value;
    }

    private static BigDecimal expectedBalance(ObjectNode tree) {
        JsonNode expected = beside(tree, "expected_balance", JsonNode::isNumber, "must be a number");
        return expected.isMissingNode() ? null : expected.decimalValue();
    }

    private static List<String> replaces(ObjectNode tree) {
        List<String> ids = new ArrayList<>();
        String rule = "must be a list of at most %d ids of orders".formatted(MOST_REPLACED);
        JsonNode replaced = beside(tree, "replaces", list -> list.isArray() && list.size() <= MOST_REPLACED, rule);
        replaced.forEach(id -> {
            if (!id.isTextual()) {
                throw Problem.INVALID.field("replaces", rule);
            }
            ids.add(id.textValue());
        });
        return ids;
    }

    private Request request(String tenant, ObjectNode tree, Caller caller, Instant business) {
        String existing =
                beside(tree, "order_id", JsonNode::isTextual, "must be text").asText(null);
        boolean charge = beside(tree, "charge", JsonNode::isBoolean, "must be true or false")
                .asBoolean(false);
        ObjectNode record = tree.deepCopy().remove(BESIDES);
        Order order = new Planner<>(Books.ORDERS, tenant, caller, business, validator)
                .plan(new Operation.Create(record), null)
                .orThrow();
        if (order.idempotencyKey == null) {
            throw Problem.INVALID.field("idempotency_key", "must be given");
        }
        if (charge && order.storedPaymentMethodId == null) {
            throw Problem.INVALID.field("stored_payment_method_id", "must be given for a charge");
        }
        if (charge && order.proForma) {
            throw Problem.INVALID.field("charge", "a pro forma order is never charged");
        }
        order.placedBy = caller.client();
        return new Request(tenant, order, existing, expectedBalance(tree), replaces(tree), charge);
    }
}
