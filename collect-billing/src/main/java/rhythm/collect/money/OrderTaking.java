package rhythm.collect.money;

import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rhythm.collect.money.OrderDesk.Request;
import rhythm.collect.order.Order;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.Tx;

/**
 * Takes orders: of a key there is one, and of what orders are for there is one that lives. What is asked for again is answered by
 * the order that stands, if it is the same.
 */
final class OrderTaking {
    private final Tx tx;
    private final String tenant;
    private final Moment moment;

    OrderTaking(Tx tx, String tenant, Moment moment) {
        this.tx = tx;
        this.tenant = tenant;
        this.moment = moment;
    }

    /** The orders of the keys: found, or made with their invoices. Of callers at the same time one makes it, the others find it. */
    Map<String, Row> take(List<Request> requests) {
        Map<String, Row> found = Books.orders(
                tx,
                tenant,
                "idempotency_key",
                requests.stream().map(Request::key).toList());
        requests.stream()
                .filter(request -> found.containsKey(request.key()))
                .forEach(request -> requireOwn(request, found.get(request.key())));
        List<Request> missing = requests.stream()
                .filter(request -> !found.containsKey(request.key()))
                .toList();
        if (!missing.isEmpty()) {
            found.putAll(standing(missing));
            List<Request> unordered = missing.stream()
                    .filter(request -> !found.containsKey(request.key()))
                    .toList();
            found.putAll(order(unordered));
        }
        requests.forEach(request -> requireSame(request, found.get(request.key())));
        return found;
    }

    /** Of those whose keys are new, the ones that another order stands for already. What makes room has made it by then. */
    private Map<String, Row> standing(List<Request> requests) {
        makeRoom(requests);
        Map<String, Set<String>> orders =
                Books.standing(tx, tenant, requests.stream().map(Request::order).toList());
        Map<String, Row> rows = Books.orders(
                tx,
                tenant,
                "id",
                orders.values().stream().flatMap(Set::stream).distinct().toList());
        Map<String, Row> standing = new HashMap<>();
        for (Request request : requests) {
            Set<String> others = orders.getOrDefault(request.order().id, Set.of());
            if (others.size() > 1) {
                throw Problem.CONFLICT.field(
                        "lines", "some of it is ordered already, in the orders " + String.join(", ", others));
            }
            others.forEach(other -> standing.put(request.key(), rows.get(other)));
        }
        return standing;
    }

    /** Estimates give way to the next one and to what binds, and other orders to those that name them. */
    private void makeRoom(List<Request> requests) {
        Map<String, Set<String>> estimates = Books.estimates(
                tx, tenant, requests.stream().map(Request::order).toList());
        Set<String> leaving = new TreeSet<>();
        estimates.values().forEach(leaving::addAll);
        requests.forEach(request -> leaving.addAll(request.replaces()));
        if (!leaving.isEmpty()) {
            new Replacement(tx, tenant, moment).cancel(List.copyOf(leaving));
        }
    }

    /** The orders of these keys, made with their invoices. Of callers at the same time one makes it, the others find it. */
    private Map<String, Row> order(List<Request> requests) {
        if (requests.isEmpty()) {
            return Map.of();
        }
        requireBatches(requests);
        List<String> made =
                Books.orders(tx, tenant, requests.stream().map(Request::order).toList());
        List<Request> binding = requests.stream()
                .filter(request -> !request.order().proForma && made.contains(request.order().id))
                .toList();
        Books.bill(
                tx, tenant, binding.stream().map(request -> request.order().id).toList(), moment);
        binding.stream().filter(request -> !request.replaces().isEmpty()).forEach(request -> new Replacement(
                        tx, tenant, moment)
                .carryOver(request.replaces(), request.order().id));
        return Books.orders(
                tx,
                tenant,
                "idempotency_key",
                requests.stream().map(Request::key).toList());
    }

    private void requireBatches(List<Request> requests) {
        Set<String> named = requests.stream()
                .map(request -> request.order().batchId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (!named.isEmpty()) {
            tx.run(
                            "select b.id from batches b where b.tenant_id = $1 and b.id = any($2)",
                            tenant,
                            named.toArray(String[]::new))
                    .forEach(row -> named.remove(row.getString(0)));
        }
        for (String missing : named) {
            throw Problem.CONFLICT.field("batch_id", "refers to " + missing + ", which does not exist");
        }
    }

    /** Whoever asks for what is ordered already gets that order only if it is the one that is asked for. */
    private static void requireSame(Request request, Row standing) {
        Order asked = request.order();
        String why = request.key().equals(standing.getString("key"))
                ? "in the order that has this idempotency_key"
                : "in the order " + standing.getString("id") + " that stands for the same";
        String who = asked.customerType + "_id";
        requireSame(
                who,
                asked.customerType + " " + asked.customerId,
                standing.getString("customer_type") + " " + standing.getString("customer_id"),
                why);
        requireSame("currency", asked.currency, standing.getString("currency"), why);
        if (asked.total.compareTo(standing.getBigDecimal("total")) != 0) {
            requireSame(
                    "total",
                    asked.total.toPlainString(),
                    standing.getBigDecimal("total").toPlainString(),
                    why);
        }
    }

    private static void requireSame(String field, String asked, String standing, String why) {
        if (!asked.equals(standing)) {
            throw Problem.CONFLICT.field(field, "is " + asked + " here and " + standing + " " + why);
        }
    }

    /** A key is its first user's; whoever else comes with it means something else. */
    private static void requireOwn(Request request, Row order) {
        String owner = order.getString("placed_by");
        if (owner != null && !owner.equals(request.order().placedBy)) {
            throw Problem.CONFLICT.field("idempotency_key", "is another client's");
        }
    }
}
