package rhythm.collect.money;

import rhythm.collect.installmentschedule.EntrySettlement;
import rhythm.collect.invoice.Settlement;
import rhythm.kernel.store.Tx;

/** What follows when payments of invoices change: first everything is held still, in the order in which everybody does. */
final class Paid {
    private Paid() {}

    /** Holds the schedules of invoices, and the invoices, still. */
    static void hold(Tx tx, String tenant, String... invoices) {
        tx.run(EntrySettlement.LOCK, tenant, invoices);
        Books.lock(tx, tenant, invoices);
    }

    /** Brings invoices, their orders and the entries of schedules to what is paid now. */
    static void follow(Tx tx, String tenant, Moment moment, String... invoices) {
        tx.run(Settlement.INVOICES, tenant, invoices, moment.now());
        tx.run(Settlement.LOCK_ORDERS_OF_INVOICES, tenant, invoices);
        tx.run(Settlement.ORDERS_OF_INVOICES, tenant, invoices, moment.now());
        tx.run(EntrySettlement.SETTLE, tenant, invoices, moment.now());
    }
}
