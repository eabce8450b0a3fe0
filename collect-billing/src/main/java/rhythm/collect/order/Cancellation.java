package rhythm.collect.order;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rhythm.collect.invoice.Settlement;
import rhythm.collect.invoice.UnderCharge;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.Rows;

/**
 * Cancels the invoices of cancelled orders; an order is not cancelled while money for it is taken, was
 * taken in part, or is still to be taken in installments.
 */
final class Cancellation {
    /** They would go on to be charged. None comes after this look: it would wait for the order, and be refused. */
    private static final String IN_PARTS = """
            select s.id from installment_schedules s where s.tenant_id = ?1 and s.order_id = any(?2) and s.status <> 'cancelled'
            order by s.id limit 1""";

    /** Held still, no charge of them begins; the statements after it see every one that has begun. */
    private static final String LOCK = """
            select i.id from invoices i where i.tenant_id = ?1 and i.order_id = any(?2) and i.installment_schedule_id is null
              and i.status = 'open' order by i.id for no key update""";

    private static final String PAID_IN_PART = """
            select i.order_id from invoices i where i.tenant_id = ?1 and i.id = any(?2) and i.balance_due < i.total""";

    private static final String VOID = """
            update invoices i set status = 'void', sys_version = i.sys_version + 1, sys_last_modified_at = $3
            where i.tenant_id = $1 and i.id = any($2) and i.status = 'open'""";

    private Cancellation() {}

    static Uni<Void> of(Rows rows, Set<String> orders, Instant now) {
        return rows.ids(IN_PARTS, orders)
                .invoke(found -> refuse(found, "is paid in installments; cancel its schedule %s first"))
                .chain(() -> rows.ids(LOCK, orders))
                .map(Set::copyOf)
                .chain(invoices -> invoices.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : UnderCharge.refuse(rows, Map.of("status", invoices))
                                .chain(() -> rows.ids(PAID_IN_PART, invoices))
                                .invoke(found -> refuse(found, "the order %s was paid in part; give that back first"))
                                .chain(() -> rows.run(VOID, invoices.toArray(String[]::new), now))
                                .chain(() -> Settlement.ofOrders(rows, orders, now)));
    }

    private static void refuse(List<String> found, String why) {
        if (!found.isEmpty()) {
            throw Problem.CONFLICT.field("status", why.formatted(found.getFirst()));
        }
    }
}
