package rhythm.collect.money;

import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import rhythm.collect.gateway.Charge;
import rhythm.collect.money.Attempts.Begun;
import rhythm.collect.money.Attempts.Next;
import rhythm.collect.money.OrderDesk.Request;
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
        Map<String, Row> byKey = new OrderTaking(tx, tenant, moment)
                .take(requests.stream()
                        .filter(request -> request.existing() == null)
                        .toList());
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
            if (request.existing() != null) {
                requireExpected(request, order);
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

    /** Nobody is charged more than was listed. */
    private static void requireExpected(Request request, Row order) {
        BigDecimal open = order.getBigDecimal("balance_due");
        if (request.expectedBalance() != null && open != null && open.compareTo(request.expectedBalance()) > 0) {
            throw Problem.CONFLICT.field(
                    "expected_balance",
                    "is %s, but %s is open of the order %s"
                            .formatted(
                                    request.expectedBalance().toPlainString(),
                                    open.toPlainString(),
                                    order.getString("id")));
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
        Map<Request, String> stems = new HashMap<>();
        // what an order is for is charged by one count, whoever asks for it
        orders.forEach((request, order) ->
                stems.put(request, order.getString("subject") == null ? request.key() : order.getString("subject")));
        Map<String, Dunning> charged = Dunning.of(tx, tenant, List.copyOf(stems.values()));
        Map<String, Attempt> before = last(List.copyOf(orders.keySet()));
        orders.forEach((request, order) -> {
            Bill bill = bill(order);
            Attempt last = before.get(request.key());
            requireSame(bill, last);
            if (last != null && !last.isOver()) {
                // nothing is locked here: who waits for the charge must not stand in its way
                opened.put(request, Opened.charging(bill, new Begun(last, false)));
            } else if (bill.isPaid()) {
                opened.put(request, Opened.standing(bill));
            } else if (last != null && !last.mayBeFollowed(card(request).hash(), moment.now())) {
                LocalDate next =
                        charged.getOrDefault(stems.get(request), Dunning.NONE).next(moment);
                opened.put(request, Opened.standing(bill.dueAgain(next)).with(new Begun(last, false)));
            } else {
                requireOpen(order, bill);
                chargeable.put(request, bill);
            }
        });
        begin(chargeable, stems);
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

    private void begin(Map<Request, Bill> bills, Map<Request, String> stems) {
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
        Map<String, Dunning> charged = Dunning.of(tx, tenant, List.copyOf(stems.values()));
        List<Next> attempts = new ArrayList<>();
        Map.copyOf(bills).forEach((request, bill) -> {
            Card card = card(request);
            Attempt last = before.get(request.key());
            String stem = stems.get(request);
            Dunning dunning = charged.getOrDefault(stem, Dunning.NONE);
            if (last != null && !last.mayBeFollowed(card.hash(), moment.now())) {
                opened.put(request, Opened.charging(bill, new Begun(last, false)));
            } else if (underWay.containsKey(bill.invoiceId())) {
                opened.put(request, Opened.standing(bill).behind(underWay.get(bill.invoiceId())));
            } else if (dead.containsKey(card.id())) {
                // for another order or under another key, the gateway would only say it again (decision 24)
                opened.put(
                        request,
                        Opened.standing(bill.charged(dead.get(card.id())).repeated()));
            } else if (!stem.equals(request.key()) && dunning.rests(card, moment)) {
                Bill rested = bill.dueAgain(dunning.next(moment)).charged(dunning.answer());
                opened.put(request, Opened.standing(rested.repeated()));
            } else {
                card.requireActive();
                int number = last == null ? 1 : last.number() + 1;
                attempts.add(new Next(request.key(), number, stem, dunning.attempts() + 1, bill.invoiceId(), card));
                bills.put(request, bill.dueAgain(dunning.nextAfterDecline(card, moment)));
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
