package rhythm.collect.money;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import rhythm.collect.invoice.Credit;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.store.Tx;
import rhythm.kernel.tenant.TenantClock;

/** Pays invoices with customers' credits. */
@ApplicationScoped
public class CreditDesk {
    private final TenantDatabase database;
    private final TenantClock clock;

    public CreditDesk(TenantDatabase database, TenantClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Pays an invoice, or the customer's oldest open one, with a payment that pays none; what is more stays a credit. */
    public void use(String tenant, String payment, @Nullable String invoice) {
        Instant business = clock.now(tenant);
        try {
            database.withTenant(tenant, tx -> {
                String paid = invoice == null ? oldest(tx, tenant, payment) : invoice;
                if (use(tx, tenant, List.of(payment), paid, Moment.read(tx, tenant, business)) == 0) {
                    throw Problem.CONFLICT.field(
                            "invoice_id",
                            "the payment %s pays another, or the invoice %s is not open or not its customer's, in its currency"
                                    .formatted(payment, paid));
                }
            });
        } catch (PgException refused) {
            throw Books.refusal(refused);
        }
    }

    private static String oldest(Tx tx, String tenant, String payment) {
        for (Row row : tx.run("""
                select i.id from payments p join invoices i on i.tenant_id = $1 and i.customer_id = p.customer_id
                  and i.customer_type = p.customer_type and i.currency = p.currency and i.status = 'open'
                where p.tenant_id = $1 and p.id = $2 order by i.due_date, i.id limit 1""", tenant, payment)) {
            return row.getString(0);
        }
        throw Problem.CONFLICT.field("invoice_id", "no invoice of this customer is open");
    }

    /** Answers how many of the credits paid something. */
    static int use(Tx tx, String tenant, List<String> credits, String invoice, Moment moment) {
        tx.run(Credit.LOCK, tenant, credits.toArray(String[]::new));
        Paid.hold(tx, tenant, invoice);
        if (!Attempts.underWay(tx, tenant, List.of(invoice)).isEmpty()) {
            throw Problem.CONFLICT.field(
                    "invoice_id", "the invoice " + invoice + " is being charged; try again when that came to its end");
        }
        TreeSet<String> touched = new TreeSet<>(credits);
        int used = 0;
        for (Row row : tx.run(Credit.USE, tenant, credits.toArray(String[]::new), moment.now(), invoice)) {
            touched.add(row.getString(1));
            used++;
        }
        Paid.follow(tx, tenant, moment, invoice);
        note(tx, tenant, touched, moment);
        return used;
    }

    /** Has people see to what they must of these payments. */
    static void note(Tx tx, String tenant, Collection<String> payments, Moment moment) {
        String[] ids = payments.toArray(String[]::new);
        tx.run(Credit.NOTE, tenant, ids, moment.now());
        tx.run(Credit.SETTLE, tenant, ids, moment.now());
    }
}
