package rhythm.collect.money;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rhythm.collect.money.Gathering.Place;
import rhythm.kernel.gateway.Orders;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.tenant.TenantClock;

/**
 * Bills and charges the due entries of an installment schedule, one after the other, until one is declined. The order names
 * the schedule ({@code installment_schedule_id}), and the entries ({@code entry_ids}) or none for all that are due.
 * What is asked for at the same time is billed in one transaction, committed before the gateway hears of any of it.
 */
@ApplicationScoped
@Typed(InstallmentDesk.class)
public class InstallmentDesk implements Orders {
    private final TenantDatabase database;
    private final TenantClock clock;
    private final Cashier cashier;
    private final Gathering<Due, Opened> openings =
            new Gathering<>(due -> new Place(due.tenant(), due.schedule()), this::open, Books::isRefusal);

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
                Due due = new Due(tenant, schedule, entry, key + ":" + entry);
                Bill one = cashier.settle(() -> openings.ask(due));
                if (one == null) {
                    continue; // somebody paid it otherwise, or gave it up
                }
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

    private List<Opened> open(List<Due> entries) {
        String tenant = entries.getFirst().tenant();
        Instant business = clock.now(tenant);
        return database.inTenant(
                tenant,
                tx -> new Opening(tx, tenant, Moment.read(tx, tenant, business), cashier.leaseEnd()).open(entries));
    }
}
