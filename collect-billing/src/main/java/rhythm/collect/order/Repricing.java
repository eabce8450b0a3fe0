package rhythm.collect.order;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import rhythm.collect.invoice.Credit;
import rhythm.collect.invoice.Settlement;
import rhythm.collect.invoice.UnderCharge;
import rhythm.kernel.store.Rows;

/** A billed order that is made cheaper or dearer takes its invoice and the balance with it; what was paid beyond it is a credit. */
final class Repricing {
    private static final String INVOICES = """
            select i.id from invoices i where i.tenant_id = ?1 and i.order_id = any(?2) and i.installment_schedule_id is null
              and i.status in ('open', 'paid') order by i.id for no key update""";

    private static final String FOLLOW = """
            update invoices i set lines = o.lines, total = o.total, currency = o.currency,
              balance_due = o.total - p.paid,
              status = case when o.total = p.paid then 'paid' else 'open' end,
              sys_version = i.sys_version + 1, sys_last_modified_at = $3
            from orders o cross join lateral (select coalesce(sum(p.amount), 0) as paid from payments p
              where p.tenant_id = $1 and p.invoice_id = o.invoice_id and p.status in ('complete', 'settling')) p
            where o.tenant_id = $1 and o.id = any($2) and i.tenant_id = $1 and i.id = o.invoice_id
              and i.status in ('open', 'paid')""";

    private Repricing() {}

    static Uni<Void> of(Rows rows, Set<String> orders, Instant now) {
        return rows.ids(INVOICES, orders)
                .map(Set::copyOf)
                .chain(invoices -> UnderCharge.refuse(rows, Map.of("total", invoices)))
                .chain(() -> rows.changed(Credit.FREE, orders.toArray(String[]::new), now))
                .call(() -> rows.run(FOLLOW, orders.toArray(String[]::new), now))
                .chain(credits -> Credit.note(rows, credits, now))
                .chain(() -> Settlement.ofOrders(rows, orders, now));
    }
}
