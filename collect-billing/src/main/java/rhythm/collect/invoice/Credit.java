package rhythm.collect.invoice;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import rhythm.kernel.attention.Attention;
import rhythm.kernel.record.Caller;
import rhythm.kernel.store.Rows;

/**
 * Money that pays no invoice, and waits for people until it is used or given back. A payment of which a part is a credit is
 * divided: the part is a payment of its own then. In all statements {@code $1} is the tenant and {@code $3} the time.
 */
public final class Credit {
    private static final String KIND = "unapplied payment";

    /** Makes a payment of {@code credit} out of each payment of {@code taken} that is a credit in part. */
    private static final String DIVIDE = """
            divided as (
              insert into payments select (jsonb_populate_record(p, jsonb_build_object('id', p.id || '_' || p.sys_version,
                'amount', t.credit, 'invoice_id', null, 'order_id', null, 'idempotency_key', null, 'sys_version', 1,
                'sys_created_at', cast($3 as timestamptz), 'sys_created_by_id', '%1$s',
                'sys_last_modified_at', cast($3 as timestamptz), 'sys_last_modified_by_id', '%1$s'))).*
              from taken t join payments p on p.tenant_id = $1 and p.id = t.id where t.credit > 0 and t.credit < t.amount)
            """.formatted(Caller.ENGINE);

    /**
     * Takes what the orders {@code $2} were paid beyond their totals off their invoices, of the last payments first; answers the
     * credits. The invoices are brought to what is left by whoever calls.
     */
    public static final String FREE = """
            with taken as materialized (
              select p.id, p.amount, least(p.amount, i.total - i.balance_due - o.total
                - (sum(p.amount) over (partition by i.id order by p.id desc) - p.amount)) as credit
              from orders o join invoices i on i.tenant_id = $1 and i.id = o.invoice_id
              join payments p on p.tenant_id = $1 and p.invoice_id = i.id and p.status in ('complete', 'settling')
              where o.tenant_id = $1 and o.id = any($2) and i.total - i.balance_due > o.total),
            """ + DIVIDE + """
            update payments p set sys_version = p.sys_version + 1, sys_last_modified_at = $3,
              amount = case when t.credit < t.amount then t.amount - t.credit else t.amount end,
              invoice_id = case when t.credit < t.amount then p.invoice_id end,
              order_id = case when t.credit < t.amount then p.order_id end
            from taken t where p.tenant_id = $1 and p.id = t.id and t.credit > 0
            returning case when t.credit < t.amount then p.id || '_' || (p.sys_version - 1) else p.id end""";

    /** Holds the credits {@code $2} still, before anything else: of two that use one, the later finds it used. */
    public static final String LOCK = """
            select p.id from payments p where p.tenant_id = $1 and p.id = any($2) order by p.id for no key update""";

    /** Pays the invoice {@code $4}, as far as it is open, with the credits {@code $2}, oldest first; answers all of them and their rests. */
    public static final String USE = """
            with taken as materialized (
              select p.id, p.amount, greatest(0, sum(p.amount) over (order by p.id) - i.balance_due) as credit
              from payments p join invoices i on i.tenant_id = $1 and i.id = $4 and i.status = 'open'
                and i.currency = p.currency and i.customer_type = p.customer_type and i.customer_id = p.customer_id
              where p.tenant_id = $1 and p.id = any($2) and p.invoice_id is null and p.status in ('complete', 'settling')),
            """ + DIVIDE + """
            update payments p set sys_version = p.sys_version + 1, sys_last_modified_at = $3, invoice_id = $4,
              order_id = (select i.order_id from invoices i where i.tenant_id = $1 and i.id = $4),
              amount = t.amount - t.credit
            from taken t where p.tenant_id = $1 and p.id = t.id and t.credit < t.amount
            returning p.id, p.id || '_' || (p.sys_version - 1)""";

    /** Has people see to those of the payments {@code $2} that pay nothing, and no longer to the others. */
    public static final String NOTE = positional(Attention.noting(KIND, "payments", """
            select p.id as record_id, p.amount, p.currency, left('the payment ' || p.name || ' of ' || p.amount || ' '
              || p.currency || ' pays no invoice' || coalesce((
                select '; the invoice ' || i.id || ' of this customer is open over ' || i.balance_due from invoices i
                where i.tenant_id = :tenant and i.customer_id = p.customer_id and i.customer_type = p.customer_type
                  and i.currency = p.currency and i.status = 'open' order by i.due_date, i.id limit 1), ''), 1000) as text
            from payments p
            where p.tenant_id = :tenant and p.id = any(:payments) and p.invoice_id is null and p.status in ('complete', 'settling')"""));

    public static final String SETTLE = positional(Attention.settling(KIND, """
            select p.id from payments p where p.tenant_id = :tenant and p.id = any(:payments)
              and (p.invoice_id is not null or p.status not in ('complete', 'settling'))"""));

    private Credit() {}

    private static String positional(String named) {
        return named.replace(":tenant", "$1")
                .replace(":payments", "$2")
                .replace(":real_now", "$3")
                .replace(":now", "$3");
    }

    /** Has people see to what they must of these payments. */
    public static Uni<Void> note(Rows rows, Collection<String> payments, Instant now) {
        String[] ids = payments.toArray(String[]::new);
        return ids.length == 0
                ? Uni.createFrom().voidItem()
                : rows.run(NOTE, ids, now).chain(() -> rows.run(SETTLE, ids, now));
    }
}
