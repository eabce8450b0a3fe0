package rhythm.collect.invoice;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Set;
import rhythm.kernel.store.Rows;

/**
 * Brings invoices and orders to what was paid, in the transaction that changes payments; the database refuses a commit at
 * which they differ. In all statements {@code $1} is the tenant, {@code $2} the ids, {@code $3} the time.
 */
public final class Settlement {
    /** Holds the invoices still; the statement after it sees every payment that was made to them. */
    public static final String LOCK_INVOICES = """
            select i.id from invoices i where i.tenant_id = $1 and i.id = any($2) order by i.id for no key update""";

    /** What is open of the invoices {@code $2}. */
    public static final String INVOICES = """
            update invoices i set balance_due = i.total - p.paid, sys_version = i.sys_version + 1, sys_last_modified_at = $3,
              status = case when i.status in ('void', 'written off') then i.status
                when p.paid = i.total then 'paid' else 'open' end
            from (select x.id, coalesce((select sum(p.amount) from payments p where p.tenant_id = $1 and p.invoice_id = x.id
                and p.status in ('complete', 'settling')), 0) as paid
              from invoices x where x.tenant_id = $1 and x.id = any($2)) p
            where i.tenant_id = $1 and i.id = p.id and i.balance_due <> i.total - p.paid
              -- otherwise the commit is refused, in words
              and p.paid <= i.total and (i.status <> 'void' or p.paid = 0)""";

    /** Holds the orders of the invoices {@code $2} still; the statement after it sees every invoice of theirs that was paid. */
    public static final String LOCK_ORDERS_OF_INVOICES = """
            select o.id from orders o where o.tenant_id = $1 and o.id in (
              select i.order_id from invoices i where i.tenant_id = $1 and i.id = any($2))
            order by o.id for no key update""";

    /** Whether the orders of the invoices {@code $2} are paid. */
    public static final String ORDERS_OF_INVOICES = orders("""
            (select i.order_id from invoices i where i.tenant_id = $1 and i.id = any($2) and i.order_id is not null)""");

    /** Which invoice the orders {@code $2} have, and whether they are paid. */
    public static final String ORDERS = orders("(select unnest(cast($2 as text[])))");

    /** What was written off is owed again, and what was cancelled by that awaits payment again. */
    private static final String REOPENED = """
            update orders o set status = 'awaiting payment', sys_version = o.sys_version + 1, sys_last_modified_at = $3
            from invoices i
            where o.tenant_id = $1 and o.status = 'cancelled' and i.tenant_id = $1 and i.id = any($2)
              and i.order_id = o.id and i.installment_schedule_id is null""";

    /**
     * An order that is billed whole is paid when that invoice is, and cancelled when it is written off: nobody expects that money
     * any more. Another is paid when its installments come to its total.
     */
    private static String orders(String ids) {
        return """
            update orders o set invoice_id = n.invoice_id, status = n.status, sys_version = o.sys_version + 1,
              sys_last_modified_at = $3
            from (select x.id, own.id as invoice_id, case when x.status = 'cancelled' then x.status
                when own.id is not null then case own.status when 'paid' then 'paid'
                  when 'written off' then 'cancelled' else 'awaiting payment' end
                when exists (select from invoices i where i.tenant_id = $1 and i.order_id = x.id and i.status = 'paid')
                  and x.total <= (select sum(i.total) from invoices i where i.tenant_id = $1 and i.order_id = x.id
                    and i.status = 'paid') then 'paid'
                else 'awaiting payment' end as status
              from orders x
              left join invoices own on own.tenant_id = $1 and own.order_id = x.id and own.installment_schedule_id is null
                and own.status <> 'void'
              where x.tenant_id = $1 and x.id in %s and not x.pro_forma) n
            where o.tenant_id = $1 and o.id = n.id
              and (o.status <> n.status or o.invoice_id is distinct from n.invoice_id)""".formatted(ids);
    }

    private Settlement() {}

    /** After payments to these invoices changed. */
    public static Uni<Void> ofInvoices(Rows rows, Set<String> invoices, Instant now) {
        String[] ids = invoices.toArray(String[]::new);
        return rows.ids(LOCK_INVOICES.replace('$', '?'), invoices)
                .chain(() -> rows.run(INVOICES, ids, now))
                .chain(() -> rows.ids(LOCK_ORDERS_OF_INVOICES.replace('$', '?'), invoices))
                .chain(() -> rows.run(ORDERS_OF_INVOICES, ids, now));
    }

    /** After these invoices, once written off, were opened again. */
    public static Uni<Void> ofReopened(Rows rows, Set<String> invoices, Instant now) {
        return rows.run(REOPENED, invoices.toArray(String[]::new), now);
    }

    /** After invoices of these orders changed. */
    public static Uni<Void> ofOrders(Rows rows, Set<String> orders, Instant now) {
        return rows.run(ORDERS, orders.toArray(String[]::new), now);
    }
}
