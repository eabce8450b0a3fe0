package rhythm.collect.money;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rhythm.collect.installmentschedule.EntrySettlement;
import rhythm.collect.invoice.Settlement;
import rhythm.collect.order.Billing;
import rhythm.collect.order.Order;
import rhythm.kernel.problem.Refusals;
import rhythm.kernel.record.Derived;
import rhythm.kernel.record.Ids;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.record.RecordType;
import rhythm.kernel.store.Tx;

/** Writes orders, their invoices and payments; that they agree at every commit is the database's to see to. */
final class Books {
    static final RecordType<Order> ORDERS = new RecordType<>(Order.class, "orders");

    private static final String ORDER_COLUMNS = ORDERS.fields().stream()
            .filter(field -> !field.is(Derived.class))
            .map(field -> field.name())
            .collect(Collectors.joining(", "));

    private Books() {}

    /** Stores orders unless their key has one; answers the ids of those that it stored. */
    static List<String> orders(Tx tx, String tenant, List<Order> orders) {
        List<String> stored = new ArrayList<>();
        tx.run(
                        "insert into orders (tenant_id, %1$s) select $2, %1$s ".formatted(ORDER_COLUMNS) + """
                        from jsonb_populate_recordset(null::orders, $1::text::jsonb)
                        order by idempotency_key -- callers at once meet in one order
                        on conflict (tenant_id, idempotency_key) do nothing returning id""",
                        RecordMapper.text(orders),
                        tenant)
                .forEach(row -> stored.add(row.getString(0)));
        return stored;
    }

    /** The invoices of whole orders, which name them from now on. */
    static void bill(Tx tx, String tenant, List<String> orders, Moment moment) {
        if (orders.isEmpty()) {
            return;
        }
        String[] invoices = orders.stream().map(_ -> newId(moment)).toArray(String[]::new);
        String[] ids = orders.toArray(String[]::new);
        tx.run(Billing.INVOICES, tenant, moment.now(), invoices, ids, moment.today());
        tx.run(Billing.NAMED, tenant, invoices, ids);
    }

    /** The invoices of entries of schedules, one each. */
    static List<String> invoices(Tx tx, String tenant, List<Due> entries, Moment moment) {
        List<String> ids = entries.stream().map(_ -> newId(moment)).toList();
        if (!ids.isEmpty()) {
            tx.run(
                    "insert into invoices " + Billing.STAMPED
                            + "name, order_id, installment_schedule_id, entry_id, lines, total,"
                            + " currency, due_date, balance_due, status)" + Billing.STAMPS + """
                    s.name, s.order_id, s.id, v.entry, jsonb_build_array(jsonb_build_object('description',
                        s.name || ', installment of ' || (e ->> 'date'), 'quantity', 1, 'unit_price', e -> 'amount',
                        'amount', e -> 'amount')),
                      (e ->> 'amount')::numeric, s.currency, (e ->> 'date')::date, (e ->> 'amount')::numeric, 'open'
                    from unnest($3::text[], $4::text[], $5::text[]) v (id, schedule, entry)
                    join installment_schedules s on s.tenant_id = $1 and s.id = v.schedule
                    join lateral jsonb_array_elements(s.entries) e on e ->> 'entry_id' = v.entry""",
                    tenant,
                    moment.now(),
                    ids.toArray(String[]::new),
                    Due.column(entries, Due::schedule),
                    Due.column(entries, Due::entry));
        }
        return ids;
    }

    /** Holds invoices still. */
    static void lock(Tx tx, String tenant, String... invoices) {
        if (invoices.length > 0) {
            tx.run(Settlement.LOCK_INVOICES, tenant, invoices);
        }
    }

    /**
     * Money that was taken is always written down. What an invoice does not take any more — somebody paid it otherwise in
     * the meantime, or cancelled its order — stands by itself, and a batch that was closed in the meantime is left as it is.
     * Installments are paid when their invoices are; their schedules must be locked.
     */
    static void payments(Tx tx, String tenant, List<Outcome> taken, Moment moment) {
        if (taken.isEmpty()) {
            return;
        }
        String[] invoices = Outcome.column(taken, outcome -> outcome.attempt().invoiceId());
        lock(tx, tenant, invoices);
        if (!taken.stream().allMatch(Outcome::isOfSchedule)) { // installments are in no batch
            tx.run("""
                    select b.id from batches b where b.tenant_id = $1 and b.id in (
                      select i.batch_id from invoices i where i.tenant_id = $1 and i.id = any($2))
                    order by b.id for share of b""", tenant, invoices);
        }
        boolean isOfOrders =
                taken.stream().anyMatch(outcome -> outcome.attempt().orderId() != null);
        if (isOfOrders) {
            tx.run(Settlement.LOCK_ORDERS_OF_INVOICES, tenant, invoices);
        }
        Set<String> credits = new TreeSet<>();
        tx.run(
                        "insert into payments " + Billing.STAMPED
                                + "name, invoice_id, order_id, amount, currency, type, status,"
                                + " gateway_reference, idempotency_key, stored_payment_method_id, payment_date, batch_id)"
                                + Billing.STAMPS + """
                  coalesce(m.name, 'card') || ': ' || left(s.name, 150),
                  case when s.status = 'open' and s.balance_due >= a.amount and not exists (select from orders o
                    where o.tenant_id = $1 and o.invoice_id = s.id and o.status = 'cancelled') then s.id end,
                  s.order_id, a.amount, a.currency, case m.type when 'electronic check' then m.type else 'card' end, case when a.state = 'pending' then 'settling' else 'complete' end, a.gateway_reference, a.key,
                  m.id, $5, (select b.id from batches b where b.tenant_id = $1 and b.id = s.batch_id and b.status = 'open')
                from unnest($3::text[], $4::text[]) v (id, key)
                join payment_attempts a on a.tenant_id = $1 and a.key = v.key
                join invoices s on s.tenant_id = $1 and s.id = a.invoice_id
                join stored_payment_methods m on m.tenant_id = $1 and m.id = a.stored_payment_method_id
                returning case when invoice_id is null then id end""",
                        tenant,
                        moment.now(),
                        Outcome.column(taken, _ -> newId(moment)),
                        Outcome.column(taken, Outcome::key),
                        moment.today())
                .forEach(row -> Optional.ofNullable(row.getString(0)).ifPresent(credits::add));
        if (!credits.isEmpty()) {
            CreditDesk.note(tx, tenant, credits, moment);
        }
        tx.run(Settlement.INVOICES, tenant, invoices, moment.now());
        if (isOfOrders) {
            tx.run(Settlement.ORDERS_OF_INVOICES, tenant, invoices, moment.now());
        }
        if (taken.stream().anyMatch(Outcome::isOfSchedule)) {
            tx.run(EntrySettlement.SETTLE, tenant, invoices, moment.now());
        }
    }

    /** What the database refuses on principle is a refusal; anything else is trouble, and worth another call. */
    static RuntimeException refusal(PgException thrown) {
        return isRefusal(thrown) ? Refusals.of(thrown) : thrown;
    }

    static boolean isRefusal(RuntimeException thrown) {
        String state = thrown instanceof PgException database ? String.valueOf(database.getSqlState()) : "";
        return state.startsWith("23") || state.equals("RB409");
    }

    private static String newId(Moment moment) {
        return Ids.next(Instant.from(moment.now()));
    }

    /** The living orders for what these orders' lines name, by the new order's id; several where lines of one are in several. */
    static Map<String, Set<String>> standing(Tx tx, String tenant, List<Order> orders) {
        Map<String, Set<String>> standing = new HashMap<>();
        if (orders.stream().flatMap(order -> order.lines.stream()).allMatch(line -> line.subjectId == null)) {
            return standing;
        }
        tx.run(
                        """
                select v.id, s.order_id from unnest($2::text[], $3::text[]::jsonb[], $4::boolean[]) v (id, lines, is_estimate)
                cross join lateral subjects_of(v.lines, v.is_estimate) n
                join order_subjects s on s.tenant_id = $1 and s.service = n.service and s.kind = n.kind
                  and s.subject_id = n.subject_id and s.term = n.term""",
                        tenant,
                        orders.stream().map(order -> order.id).toArray(String[]::new),
                        orders.stream()
                                .map(order -> RecordMapper.text(order.lines))
                                .toArray(String[]::new),
                        orders.stream().map(order -> order.proForma).toArray(Boolean[]::new))
                .forEach(row -> standing.computeIfAbsent(row.getString(0), _ -> new TreeSet<>())
                        .add(row.getString(1)));
        return standing;
    }

    /** The living estimates of what these orders' lines name, by the new order's id. */
    static Map<String, Set<String>> estimates(Tx tx, String tenant, List<Order> orders) {
        return standing(tx, tenant, orders.stream().map(Books::asEstimate).toList());
    }

    private static Order asEstimate(Order order) {
        Order estimate = new Order();
        estimate.id = order.id;
        estimate.lines = order.lines;
        estimate.proForma = true;
        return estimate;
    }

    /** Makes a pro forma order binding, and bills it: who charges it does not ask any more. Of callers at once one does. */
    static Row bind(Tx tx, String tenant, String order, Moment moment) {
        List<String> bound = new ArrayList<>();
        tx.run(Billing.BOUND, tenant, new String[] {order}, moment.now()).forEach(row -> bound.add(row.getString(0)));
        bill(tx, tenant, bound, moment);
        return orders(tx, tenant, "id", List.of(order)).get(order);
    }

    /** Orders as they stand, by a column that names them. */
    static Map<String, Row> orders(Tx tx, String tenant, String column, List<String> values) {
        Map<String, Row> orders = new HashMap<>();
        if (!values.isEmpty()) {
            tx.run("""
                    select o.%1$s, o.id, o.idempotency_key as key, o.invoice_id, o.total, o.status, coalesce(o.pro_forma, false) as pro_forma,
                      o.customer_type, o.customer_id, o.currency, o.placed_by, b.status as batch,
                      (select i.balance_due from invoices i where i.tenant_id = $1 and i.id = o.invoice_id) as balance_due,
                      (select case when count(*) = 1 then min('subject:' || cast(jsonb_build_array(s.service, s.kind, s.subject_id, s.term) as text)) end
                        from order_subjects s where s.tenant_id = $1 and s.order_id = o.id) as subject
                    from orders o left join batches b on b.tenant_id = $1 and b.id = o.batch_id
                    where o.tenant_id = $1 and o.%1$s = any($2)""".formatted(column), tenant, values.toArray(String[]::new))
                    .forEach(row -> orders.put(row.getString(0), row));
        }
        return orders;
    }
}
