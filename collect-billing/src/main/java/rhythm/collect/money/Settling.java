package rhythm.collect.money;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import rhythm.kernel.store.Tx;

/** Books what a bank decided days after a debit: what settled is complete, and what came back reopens what it had paid. */
final class Settling {
    /** The payments of the charges {@code $3}, wherever they were moved since, in part too: they keep the gateway's reference. */
    private static final String DECIDED = """
            update payments p set status = v.status, reason = v.reason, sys_version = p.sys_version + 1, sys_last_modified_at = $2
            from unnest($3::text[], $4::text[], $5::text[]) v (key, status, reason)
            join payment_attempts a on a.tenant_id = $1 and a.key = v.key
            where p.tenant_id = $1 and p.gateway_reference = a.intent and p.status = 'settling'
            returning p.id, p.invoice_id""";

    private static final String INVOICES = """
            select distinct p.invoice_id from unnest($2::text[]) v (key)
            join payment_attempts a on a.tenant_id = $1 and a.key = v.key
            join payments p on p.tenant_id = $1 and p.gateway_reference = a.intent and p.status = 'settling'
            where p.invoice_id is not null""";

    private Settling() {}

    /** Schedules are locked already, as everywhere before invoices. */
    static void decided(Tx tx, String tenant, List<Outcome> decided, Moment moment) {
        if (decided.isEmpty()) {
            return;
        }
        String[] keys = Outcome.column(decided, Outcome::key);
        Set<String> paid = new TreeSet<>();
        tx.run(INVOICES, tenant, keys).forEach(row -> paid.add(row.getString(0)));
        String[] invoices = paid.toArray(String[]::new);
        Books.lock(tx, tenant, invoices);
        Set<String> moved = new TreeSet<>();
        tx.run(
                        DECIDED,
                        tenant,
                        moment.now(),
                        keys,
                        Outcome.column(decided, outcome -> outcome.isPaid() ? "complete" : "returned"),
                        Outcome.column(decided, outcome -> outcome.isPaid() ? null : said(outcome)))
                .forEach(row -> moved.add(row.getString(0)));
        CreditDesk.note(tx, tenant, moved, moment);
        Paid.follow(tx, tenant, moment, invoices);
    }

    private static String said(Outcome outcome) {
        return "the bank sent it back: " + outcome.message();
    }
}
