package rhythm.collect.payment;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import rhythm.collect.order.Billing;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.Rows;

/** What a new payment for an order pays: its own invoice, unless another one of the order is named. */
final class OrderPayments {
    private static final String ORDERS = """
            select distinct p.order_id from payments p where p.tenant_id = ?1 and p.id = any(?2) and p.invoice_id is null
              and p.status in ('complete', 'settling')""";

    private static final String OWN_INVOICE = """
            update payments p set invoice_id = o.invoice_id from orders o
            where p.tenant_id = $1 and p.id = any($2) and p.invoice_id is null and o.tenant_id = $1 and o.id = p.order_id
              and o.invoice_id is not null""";

    private static final String WITHOUT_INVOICE = """
            select p.order_id from payments p where p.tenant_id = ?1 and p.id = any(?2) and p.invoice_id is null""";

    private static final String OF_ANOTHER_ORDER = """
            select i.id from payments p join invoices i on i.tenant_id = ?1 and i.id = p.invoice_id
            where p.tenant_id = ?1 and p.id = any(?2) and i.order_id is distinct from p.order_id""";

    private static final String INVOICES = """
            select distinct p.invoice_id from payments p where p.tenant_id = ?1 and p.id = any(?2)""";

    private OrderPayments() {}

    /** The invoices that these payments, each for an order, pay. Who pays an estimate wants it: it binds, and is billed. */
    static Uni<List<String>> invoices(Rows rows, Set<String> payments, Instant now) {
        return rows.ids(ORDERS, payments)
                .chain(orders -> Billing.bind(rows, Set.copyOf(orders), now))
                .chain(() -> rows.run(OWN_INVOICE, (Object) payments.toArray(String[]::new)))
                .chain(() -> rows.ids(WITHOUT_INVOICE, payments))
                .invoke(found -> refuse(found, "invoice_id", "must be given: the order %s is not billed whole"))
                .chain(() -> rows.ids(OF_ANOTHER_ORDER, payments))
                .invoke(found -> refuse(found, "order_id", "is not the one that the invoice %s bills"))
                .chain(() -> rows.ids(INVOICES, payments));
    }

    private static void refuse(List<String> found, String field, String why) {
        if (!found.isEmpty()) {
            throw Problem.CONFLICT.field(field, why.formatted(found.getFirst()));
        }
    }
}
