package rhythm.collect.money;

import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rhythm.collect.gateway.Charge;
import rhythm.collect.money.Gathering.Place;
import rhythm.kernel.gateway.Orders;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.tenant.TenantClock;

/**
 * Bills and charges the due entries of an installment schedule, one after the other, until one is declined. The order names
 * the schedule ({@code installment_schedule_id}) and the entries ({@code entry_ids}).
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
        List<String> entries =
                order.getJsonArray("entry_ids").stream().map(String::valueOf).toList();
        Bill bill = null;
        try {
            for (String entry : entries) {
                Due due = new Due(tenant, schedule, entry, key + ":" + entry);
                Bill one = cashier.settle(() -> openings.ask(due));
                if (one == null) {
                    continue; // somebody paid it otherwise, or gave it up
                }
                if (one.charge().orElse(null) instanceof Charge.Refused(String reason)) {
                    return refused(reason, bill);
                }
                bill = bill == null ? one : one.over(one.total().add(bill.total()));
                if (!one.isPaid() && one.charge().isPresent()) {
                    break;
                }
            }
        } catch (ProblemException refusal) {
            return refused(refusal.getMessage(), bill);
        }
        return bill == null ? new Placement.Refused("no installment is due") : bill.placement();
    }

    /** What was charged before the refusal stands, and is said with it. */
    private static Placement refused(String reason, @Nullable Bill before) {
        if (before == null || !before.isPaid()) {
            return new Placement.Refused(reason);
        }
        String said =
                "%s; %s was charged before".formatted(reason, before.total().toPlainString());
        return new Placement.Declined(before.orderId(), before.invoiceId(), "refused", false, said);
    }

    private List<Opened> open(List<Due> entries) {
        String tenant = entries.getFirst().tenant();
        Instant business = clock.now(tenant);
        return database.inTenant(
                tenant,
                tx -> new Opening(tx, tenant, Moment.read(tx, tenant, business), cashier.leaseEnd()).open(entries));
    }
}
