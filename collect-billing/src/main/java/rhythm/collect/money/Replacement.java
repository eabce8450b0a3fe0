package rhythm.collect.money;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.Tx;

/**
 * Cancels orders whose place others take: an estimate by the next one or by what binds, an order that counts no more by the one
 * that is billed instead. What was paid on them moves along as far as the new invoice takes it; the rest is a credit.
 */
final class Replacement {
    private final Tx tx;
    private final String tenant;
    private final Moment moment;

    Replacement(Tx tx, String tenant, Moment moment) {
        this.tx = tx;
        this.tenant = tenant;
        this.moment = moment;
    }

    /** Living orders among these; paid or under charge they give way to nobody. */
    void cancel(List<String> orders) {
        String[] ids = living(orders).toArray(String[]::new);
        if (ids.length == 0) {
            return;
        }
        refuse(ids, "is paid in installments; cancel its schedule first", """
                select s.order_id from installment_schedules s where s.tenant_id = $1 and s.order_id = any($2)
                  and s.status <> 'cancelled' order by 1 limit 1""");
        tx.run("""
                select i.id from invoices i where i.tenant_id = $1 and i.order_id = any($2) order by i.id for no key update""", tenant, ids);
        refuse(ids, "is being charged; try again when that came to its end", """
                select i.order_id from invoices i join payment_attempts a on a.tenant_id = $1 and a.invoice_id = i.id
                  and a.state in ('started', 'unknown')
                where i.tenant_id = $1 and i.order_id = any($2) order by 1 limit 1""");
        tx.run("""
                update payments p set invoice_id = null, order_id = i.order_id, sys_version = p.sys_version + 1, sys_last_modified_at = $3
                from invoices i where p.tenant_id = $1 and i.tenant_id = $1 and i.order_id = any($2) and p.invoice_id = i.id
                  and p.status in ('complete', 'settling')""", tenant, ids, moment.now());
        tx.run("""
                update invoices i set status = 'void', balance_due = i.total, sys_version = i.sys_version + 1,
                  sys_last_modified_at = $3
                where i.tenant_id = $1 and i.order_id = any($2) and i.status = 'open'""", tenant, ids, moment.now());
        tx.run("""
                update orders o set status = 'cancelled', invoice_id = null, sys_version = o.sys_version + 1,
                  sys_last_modified_at = $3
                where o.tenant_id = $1 and o.id = any($2)""", tenant, ids, moment.now());
    }

    private List<String> living(List<String> orders) {
        List<String> living = new ArrayList<>();
        for (Row row : tx.run("""
                select o.id, o.status from orders o where o.tenant_id = $1 and o.id = any($2) and o.status <> 'cancelled'
                order by o.id for no key update""", tenant, orders.toArray(String[]::new))) {
            if (row.getString(1).equals("paid")) {
                throw Problem.CONFLICT.field("replaces", "the order " + row.getString(0) + " is paid");
            }
            living.add(row.getString(0));
        }
        return living;
    }

    private void refuse(String[] ids, String why, String found) {
        for (Row row : tx.run(found, tenant, ids)) {
            throw Problem.CONFLICT.field("replaces", "the order " + row.getString(0) + " " + why);
        }
    }

    /** Pays the new order with what its customer paid on the one that it takes the place of; another's money stays hers. */
    void carryOver(List<String> from, String to) {
        List<String> credits = new ArrayList<>();
        tx.run("""
                select p.id from payments p where p.tenant_id = $1 and p.order_id = any($2) and p.invoice_id is null
                  and p.status in ('complete', 'settling') order by p.id""", tenant, from.toArray(String[]::new)).forEach(row -> credits.add(row.getString(0)));
        String invoice = credits.isEmpty()
                ? null
                : Books.orders(tx, tenant, "id", List.of(to)).get(to).getString("invoice_id");
        if (invoice != null) {
            CreditDesk.use(tx, tenant, credits, invoice, moment);
        }
    }
}
