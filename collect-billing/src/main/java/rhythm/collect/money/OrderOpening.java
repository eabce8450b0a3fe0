package rhythm.collect.money;

import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import rhythm.collect.gateway.Charge;
import rhythm.collect.money.Attempts.Begun;
import rhythm.collect.money.Attempts.Next;
import rhythm.collect.money.OrderDesk.Request;
import rhythm.collect.order.Order;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.Tx;

/**
 * Stores and bills orders and begins to charge them, in one transaction and with the same few statements for all. What cannot be
 * done for one of them is thrown, and nothing is done for any.
 */
final class OrderOpening {
    private final Tx tx;
    private final String tenant;
    private final Moment moment;
    private final OffsetDateTime leasedUntil;
    private final Map<Request, Opened> opened = new HashMap<>();
    private Map<String, Card> cards = Map.of();

    OrderOpening(Tx tx, String tenant, Moment moment, OffsetDateTime leasedUntil) {
        this.tx = tx;
        this.tenant = tenant;
        this.moment = moment;
        this.leasedUntil = leasedUntil;
    }

    /** In the order of the requests. */
    List<Opened> open(List<Request> requests) {
        cards = cards(requests);
        requests.stream().filter(request -> request.method() != null).forEach(this::card);
        Map<String, Row> byKey = byKey(
                requests.stream().filter(request -> request.existing() == null).toList());
        Map<String, Row> byId = Books.orders(
                tx,
                tenant,
                "id",
                requests.stream()
                        .map(Request::existing)
                        .filter(Objects::nonNull)
                        .toList());
        Map<Request, Row> charged = new LinkedHashMap<>();
        for (Request request : requests) {
            Row order = request.existing() == null ? byKey.get(request.key()) : byId.get(request.existing());
            if (order == null) {
                throw Problem.CONFLICT.field("order_id", "there is no orders " + request.existing());
            }
            if (request.existing() == null) {
                requireSame(request.order(), order);
            }
            if (request.charge()) {
                charged.put(request, binding(order));
            } else {
                opened.put(request, Opened.standing(bill(order)));
            }
        }
        charge(charged);
        return requests.stream().map(opened::get).toList();
    }

    /** Whoever comes with a key that is taken gets its order only if it is the one that is asked for. */
    private static void requireSame(Order asked, Row standing) {
        String who = asked.customerType + "_id";
        requireSame(
                who,
                asked.customerType + " " + asked.customerId,
                standing.getString("customer_type") + " " + standing.getString("customer_id"));
        requireSame("currency", asked.currency, standing.getString("currency"));
        if (asked.total.compareTo(standing.getBigDecimal("total")) != 0) {
            requireSame(
                    "total",
                    asked.total.toPlainString(),
                    standing.getBigDecimal("total").toPlainString());
        }
    }

    private static void requireSame(String field, String asked, String standing) {
        if (!asked.equals(standing)) {
            throw Problem.CONFLICT.field(
                    field, "is " + asked + " here and " + standing + " in the order that has this idempotency_key");
        }
    }

    /** A key that was used to charge one order says nothing about another. */
    private static void requireSame(Bill bill, Attempt last) {
        if (last != null && !bill.orderId().equals(last.orderId())) {
            throw Problem.CONFLICT.field(
                    "order_id",
                    "the idempotency_key was used to charge the order " + last.orderId() + ", not this one");
        }
    }

    private Map<String, Card> cards(List<Request> requests) {
        List<String> methods =
                requests.stream().map(Request::method).filter(Objects::nonNull).toList();
        return methods.isEmpty() ? Map.of() : Card.all(tx, tenant, methods);
    }

    /** The orders of the keys: found, or made with their invoices. Of callers at the same time one makes it, the others find it. */
    private Map<String, Row> byKey(List<Request> requests) {
        Map<String, Row> found = Books.orders(
                tx,
                tenant,
                "idempotency_key",
                requests.stream().map(Request::key).toList());
        List<Request> missing = requests.stream()
                .filter(request -> !found.containsKey(request.key()))
                .toList();
        if (!missing.isEmpty()) {
            requireBatches(missing);
            List<String> made = Books.orders(
                    tx, tenant, missing.stream().map(Request::order).toList());
            Books.bill(
                    tx,
                    tenant,
                    missing.stream()
                            .filter(request -> !request.order().proForma && made.contains(request.order().id))
                            .map(request -> request.order().id)
                            .toList(),
                    moment);
            found.putAll(Books.orders(
                    tx,
                    tenant,
                    "idempotency_key",
                    missing.stream().map(Request::key).toList()));
        }
        return found;
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

    /** The card that the order names, which must be there. */
    private Card card(Request request) {
        Card card = cards.get(request.method());
        if (card == null) {
            throw Card.isNone(request.method());
        }
        return card;
    }

    private Row binding(Row order) {
        return order.getBoolean("pro_forma") && order.getString("status").equals("awaiting payment")
                ? Books.bind(tx, tenant, order.getString("id"), moment)
                : order;
    }

    private static Bill bill(Row order) {
        return new Bill(
                order.getString("id"),
                order.getString("invoice_id"),
                order.getBigDecimal("total"),
                order.getString("status").equals("paid"),
                Optional.empty());
    }

    private void charge(Map<Request, Row> orders) {
        Map<Request, Bill> chargeable = new LinkedHashMap<>();
        Map<String, Attempt> before = last(List.copyOf(orders.keySet()));
        orders.forEach((request, order) -> {
            Bill bill = bill(order);
            Attempt last = before.get(request.key());
            requireSame(bill, last);
            if (last != null && !last.state().equals("declined")) {
                // nothing is locked here: who waits for the charge must not stand in its way
                opened.put(request, Opened.charging(bill, new Begun(last, false)));
            } else if (bill.isPaid()) {
                opened.put(request, Opened.standing(bill));
            } else if (last != null && !last.mayBeFollowed(card(request).hash(), moment.now())) {
                opened.put(request, Opened.standing(bill).with(new Begun(last, false)));
            } else {
                requireOpen(order, bill);
                chargeable.put(request, bill);
            }
        });
        begin(chargeable);
    }

    private static void requireOpen(Row order, Bill bill) {
        boolean isAwaited = order.getString("status").equals("awaiting payment");
        if (!isAwaited || bill.invoiceId() == null) {
            throw Problem.CONFLICT.because("the order %s is %s and cannot be charged"
                    .formatted(bill.orderId(), isAwaited ? "not billed" : order.getString("status")));
        }
        if (order.getString("batch") != null && !order.getString("batch").equals("open")) {
            throw Problem.CONFLICT.field("batch_id", "the batch of the order is closed");
        }
    }

    private void begin(Map<Request, Bill> bills) {
        if (bills.isEmpty()) {
            return;
        }
        List<String> invoices = bills.values().stream().map(Bill::invoiceId).toList();
        Books.lock(tx, tenant, invoices.toArray(String[]::new));
        Map<String, Attempt> before =
                last(List.copyOf(bills.keySet())); // asked again: the invoices are locked only now
        Map<String, Attempt> underWay = Attempts.underWay(tx, tenant, invoices);
        Map<String, Charge.Declined> dead = Attempts.hardDeclines(
                tx, tenant, bills.keySet().stream().map(this::card).distinct().toList());
        List<Next> attempts = new ArrayList<>();
        bills.forEach((request, bill) -> {
            Card card = card(request);
            Attempt last = before.get(request.key());
            if (last != null && !last.mayBeFollowed(card.hash(), moment.now())) {
                opened.put(request, Opened.charging(bill, new Begun(last, false)));
            } else if (underWay.containsKey(bill.invoiceId())) {
                opened.put(request, Opened.standing(bill).behind(underWay.get(bill.invoiceId())));
            } else if (dead.containsKey(card.id())) {
                // for another order or under another key, the gateway would only say it again (decision 24)
                opened.put(request, Opened.standing(bill.charged(dead.get(card.id()))));
            } else {
                card.requireActive();
                attempts.add(new Next(request.key(), last == null ? 1 : last.number() + 1, bill.invoiceId(), card));
            }
        });
        Map<String, Attempt> begun = Attempts.begin(tx, tenant, attempts, moment, leasedUntil);
        for (Next next : attempts) {
            if (!begun.containsKey(next.requestKey())) {
                throw next.isNotOpen();
            }
        }
        bills.forEach((request, bill) ->
                opened.computeIfAbsent(request, _ -> Opened.charging(bill, new Begun(begun.get(request.key()), true))));
    }

    private Map<String, Attempt> last(List<Request> requests) {
        return requests.isEmpty()
                ? Map.of()
                : Attempts.last(tx, tenant, requests.stream().map(Request::key).toList());
    }
}
