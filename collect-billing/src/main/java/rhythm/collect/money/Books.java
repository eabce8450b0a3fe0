package rhythm.collect.money;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.stream.Collectors;
import rhythm.collect.invoice.Settlement;
import rhythm.collect.order.Order;
import rhythm.kernel.problem.Refusals;
import rhythm.kernel.record.Caller;
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

    /** What every record carries, and who pays; from the row {@code s}, stamped by the engine. */
    private static final String STAMPED = """
            (tenant_id, id, sys_version, sys_created_at, sys_created_by_id, sys_last_modified_at, sys_last_modified_by_id,
              customer_type, contact_id, organization_id, customer_id, first_name, last_name, organization_name,
              email_address,\s""";

    private static final String STAMPS = """
             select s.tenant_id, $3, 1, $4, '%1$s', $4, '%1$s', s.customer_type, s.contact_id, s.organization_id,
              s.customer_id, s.first_name, s.last_name, s.organization_name, s.email_address,\s""".formatted(Caller.ENGINE);

    private Books() {}

    /** Stores an order unless its key has one: false then. */
    static boolean order(Tx tx, String tenant, Order order) {
        return tx.run(
                                "insert into orders (tenant_id, %1$s) select $2, %1$s ".formatted(ORDER_COLUMNS) + """
                        from jsonb_populate_record(null::orders, $1::text::jsonb)
                        on conflict (tenant_id, idempotency_key) do nothing returning id""",
                                RecordMapper.text(order),
                                tenant)
                        .size()
                == 1;
    }

    /** The invoice of a whole order, which names it from now on. */
    static String invoice(Tx tx, String tenant, String order, Moment moment) {
        String id = newId(moment);
        tx.run(
                "insert into invoices " + STAMPED
                        + "name, order_id, lines, total, currency, due_date, balance_due, status,"
                        + " batch_id)" + STAMPS + """
                s.name, s.id, s.lines, s.total, s.currency, $5, s.total, case when s.total = 0 then 'paid' else 'open' end,
                  s.batch_id
                from orders s where s.tenant_id = $1 and s.id = $2 returning id""",
                tenant,
                order,
                id,
                moment.now(),
                moment.today());
        tx.run("""
                update orders set invoice_id = $3, status = case when total = 0 then 'paid' else status end
                where tenant_id = $1 and id = $2""", tenant, order, id);
        return id;
    }

    /** The invoice of one entry of a schedule. */
    static String invoice(Tx tx, String tenant, String schedule, String entry, Moment moment) {
        String id = newId(moment);
        tx.run(
                "insert into invoices " + STAMPED + "name, order_id, installment_schedule_id, entry_id, lines, total,"
                        + " currency, due_date, balance_due, status)" + STAMPS + """
                s.name, s.order_id, s.id, $5, jsonb_build_array(jsonb_build_object('description',
                    s.name || ', installment of ' || (e ->> 'date'), 'quantity', 1, 'unit_price', e -> 'amount',
                    'amount', e -> 'amount')),
                  (e ->> 'amount')::numeric, s.currency, (e ->> 'date')::date, (e ->> 'amount')::numeric, 'open'
                from installment_schedules s, jsonb_array_elements(s.entries) e
                where s.tenant_id = $1 and s.id = $2 and e ->> 'entry_id' = $5 returning id""",
                tenant,
                schedule,
                id,
                moment.now(),
                entry);
        return id;
    }

    /** Holds an invoice still. */
    static void lock(Tx tx, String tenant, String invoice) {
        tx.run(Settlement.LOCK_INVOICES, tenant, new String[] {invoice});
    }

    /**
     * Money that was taken is always written down. What the invoice does not take any more — somebody paid it otherwise in
     * the meantime — stands by itself, and a batch that was closed in the meantime is left as it is.
     */
    static String payment(Tx tx, Attempt attempt, Moment moment) {
        String tenant = attempt.tenant();
        String id = newId(moment);
        lock(tx, tenant, attempt.invoiceId());
        if (attempt.scheduleId() == null) { // installments are in no batch
            tx.run(
                    "select b.id from batches b join invoices i on i.tenant_id = $1 and i.batch_id = b.id"
                            + " where b.tenant_id = $1 and i.id = $2 for share of b",
                    tenant,
                    attempt.invoiceId());
        }
        tx.run(
                "insert into payments " + STAMPED + "name, invoice_id, order_id, amount, currency, type, status,"
                        + " gateway_reference, idempotency_key, stored_payment_method_id, payment_date, batch_id)"
                        + STAMPS + """
                  coalesce(m.name, 'card') || ': ' || left(s.name, 150),
                  case when s.status = 'open' and s.balance_due >= a.amount then s.id end, s.order_id, a.amount, a.currency,
                  case m.type when 'electronic check' then m.type else 'card' end, 'complete', $5, a.key, m.id, $6,
                  (select b.id from batches b where b.tenant_id = $1 and b.id = s.batch_id and b.status = 'open')
                from payment_attempts a
                join invoices s on s.tenant_id = $1 and s.id = a.invoice_id
                join stored_payment_methods m on m.tenant_id = $1 and m.id = a.stored_payment_method_id
                where a.tenant_id = $1 and a.key = $2 returning id""",
                tenant,
                attempt.key(),
                id,
                moment.now(),
                attempt.reference(),
                moment.today());
        String[] invoices = {attempt.invoiceId()};
        tx.run(Settlement.INVOICES, tenant, invoices, moment.now());
        if (attempt.orderId() != null) {
            tx.run(Settlement.ORDERS_OF_INVOICES, tenant, invoices, moment.now());
        }
        return id;
    }

    /** What the database refuses on principle is a refusal; anything else is trouble, and worth another call. */
    static RuntimeException refusal(PgException thrown) {
        String state = String.valueOf(thrown.getSqlState());
        return state.startsWith("23") || state.equals("RB409") ? Refusals.of(thrown) : thrown;
    }

    private static String newId(Moment moment) {
        return Ids.next(Instant.from(moment.now()));
    }

    /** Makes a pro forma order binding, and bills it: who charges it does not ask any more. Of callers at once one does. */
    static Row bind(Tx tx, String tenant, String order, Moment moment) {
        boolean isBound = tx.run("""
                update orders set pro_forma = false, sys_version = sys_version + 1, sys_last_modified_at = $3
                where tenant_id = $1 and id = $2 and pro_forma and status = 'awaiting payment' returning id""", tenant, order, moment.now()).size() == 1;
        if (isBound) {
            invoice(tx, tenant, order, moment);
        }
        return order(tx, tenant, "id", order);
    }

    static Row order(Tx tx, String tenant, String column, String value) {
        for (Row row : tx.run("""
                select o.id, o.invoice_id, o.total, o.status, coalesce(o.pro_forma, false) as pro_forma, b.status as batch
                from orders o left join batches b on b.tenant_id = $1 and b.id = o.batch_id
                where o.tenant_id = $1 and o.%s = $2""".formatted(column), tenant, value)) {
            return row;
        }
        return null;
    }
}
