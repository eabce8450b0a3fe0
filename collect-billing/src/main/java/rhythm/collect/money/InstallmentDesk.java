package rhythm.collect.money;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhythm.collect.money.Attempts.Begun;
import rhythm.kernel.gateway.Orders;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.store.Tx;
import rhythm.kernel.tenant.TenantClock;

/**
 * Bills and charges the due entries of an installment schedule, one after the other, until one is declined. The order names
 * the schedule ({@code installment_schedule_id}), and the entries ({@code entry_ids}) or none for all that are due.
 */
@ApplicationScoped
@Typed(InstallmentDesk.class)
public class InstallmentDesk implements Orders {
    private final TenantDatabase database;
    private final TenantClock clock;
    private final Cashier cashier;

    public InstallmentDesk(TenantDatabase database, TenantClock clock, Cashier cashier) {
        this.database = database;
        this.clock = clock;
        this.cashier = cashier;
    }

    @Override
    public Placement place(String tenant, JsonObject order) {
        String schedule = order.getString("installment_schedule_id");
        String key = order.getString("idempotency_key");
        Instant business = clock.now(tenant);
        try {
            Bill bill = null;
            for (String entry : entries(tenant, schedule, key, order.getJsonArray("entry_ids"), business)) {
                Bill one = pay(tenant, schedule, entry, key + ":" + entry, business);
                BigDecimal total = bill == null ? one.total() : one.total().add(bill.total());
                bill = new Bill(one.orderId(), one.invoiceId(), total, one.isPaid(), one.charge());
                if (!one.isPaid() && one.charge().isPresent()) {
                    break;
                }
            }
            return bill == null ? new Placement.Refused("no installment is due") : bill.placement();
        } catch (ProblemException refusal) {
            return new Placement.Refused(refusal.getMessage());
        }
    }

    /** The entries named, or in the order of their dates those that are due, and those that this key has charged before. */
    private List<String> entries(String tenant, String schedule, String key, JsonArray named, Instant business) {
        if (named != null) {
            return named.stream().map(String::valueOf).toList();
        }
        return database.inTenant(tenant, tx -> {
            List<String> entries = new ArrayList<>();
            tx.run("""
                    select e ->> 'entry_id' from installment_schedules s, jsonb_array_elements(s.entries) e
                    where s.tenant_id = $1 and s.id = $2 and (
                      e ->> 'status' in ('pending', 'failed') and (e ->> 'date')::date <= $3
                      or exists (select from payment_attempts a where a.tenant_id = $1
                        and a.request_key = $4 || ':' || (e ->> 'entry_id')))
                    order by e ->> 'date', e ->> 'entry_id'""", tenant, schedule, Moment.read(tx, tenant, business).today(), key)
                    .forEach(row -> entries.add(row.getString(0)));
            return entries;
        });
    }

    private Bill pay(String tenant, String schedule, String entry, String key, Instant business) {
        Opened opened;
        try {
            opened = database.inTenant(
                    tenant, tx -> open(tx, tenant, schedule, entry, key, Moment.read(tx, tenant, business)));
        } catch (PgException refused) {
            throw Books.refusal(refused);
        }
        return opened.attempt == null ? opened.bill : opened.bill.charged(cashier.settle(opened.attempt));
    }

    private record Opened(Bill bill, Begun attempt) {}

    private Opened open(Tx tx, String tenant, String schedule, String entry, String key, Moment moment) {
        Row row = lock(tx, tenant, schedule, entry);
        String status = row.getString("entry_status");
        String order = row.getString("order_id");
        BigDecimal amount = row.getBigDecimal("amount");
        Optional<Attempt> before = Attempts.last(tx, tenant, key);
        boolean isActive = row.getString("status").equals("active");
        if (before.isPresent()
                && (before.get().outcome().isEmpty() || !isActive || !Installments.isChargeable(status))) {
            Bill bill = new Bill(order, before.get().invoiceId(), amount, false, Optional.empty());
            return known(bill, new Begun(before.get(), false));
        }
        if (!isActive) {
            throw Problem.CONFLICT.because("the schedule %s is %s".formatted(schedule, row.getString("status")));
        }
        if (!Installments.isChargeable(status)) {
            throw Problem.CONFLICT.because("the entry %s of the schedule %s is %s".formatted(entry, schedule, status));
        }
        String method = row.getString("stored_payment_method_id");
        String invoice = row.getString("invoice_id");
        if (invoice == null) {
            invoice = Books.invoice(tx, tenant, schedule, entry, moment);
            Installments.billed(tx, tenant, schedule, entry, invoice, moment);
        } else {
            Books.lock(tx, tenant, invoice);
        }
        Bill bill = new Bill(order, invoice, amount, false, Optional.empty());
        if (method == null) {
            return new Opened(bill, null);
        }
        return known(bill, Attempts.begin(tx, tenant, key, before, invoice, method, moment, cashier.leaseEnd()));
    }

    private static Opened known(Bill bill, Begun begun) {
        return begun.attempt()
                .outcome()
                .map(outcome -> new Opened(bill.charged(outcome), null))
                .orElseGet(() -> new Opened(bill, begun));
    }

    /** The schedule and one of its entries; the invoice is the one that bills the entry now. */
    private static Row lock(Tx tx, String tenant, String schedule, String entry) {
        Installments.lock(tx, tenant, schedule); // by itself: what it waited for is seen by the next statement only
        for (Row row : tx.run("""
                select s.status, s.order_id, s.stored_payment_method_id, e ->> 'status' as entry_status,
                  (e ->> 'amount')::numeric as amount,
                  (select i.id from invoices i where i.tenant_id = $1 and i.installment_schedule_id = s.id
                    and i.entry_id = $3 and i.status <> 'void') as invoice_id
                from installment_schedules s, jsonb_array_elements(s.entries) e
                where s.tenant_id = $1 and s.id = $2 and e ->> 'entry_id' = $3""", tenant, schedule, entry)) {
            return row;
        }
        throw Problem.CONFLICT.because("there is no entry %s in the schedule %s".formatted(entry, schedule));
    }
}
