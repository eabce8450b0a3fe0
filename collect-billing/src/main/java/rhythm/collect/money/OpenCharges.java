package rhythm.collect.money;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jboss.logging.Logger;
import rhythm.kernel.run.Watch;
import rhythm.kernel.store.TenantDatabase;

/**
 * Brings charges to their end that nobody comes back for: their caller died, or never asked again what became of them. What
 * was taken is in the books then, and what was not can be paid otherwise. Refunds, and what the gateway told, likewise.
 */
@Singleton
public class OpenCharges implements Watch {
    static final String NAME = "open charges";
    private static final Logger LOG = Logger.getLogger(OpenCharges.class);

    private final TenantDatabase database;
    private final Clock clock;
    private final Cashier cashier;
    private final RefundDesk refunds;
    private final GatewayEvents events;

    public OpenCharges(
            TenantDatabase database, Clock clock, Cashier cashier, RefundDesk refunds, GatewayEvents events) {
        this.database = database;
        this.clock = clock;
        this.cashier = cashier;
        this.refunds = refunds;
        this.events = events;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void look(String tenant) {
        var real = clock.instant().atOffset(ZoneOffset.UTC);
        List<Attempt> left = database.inTenant(tenant, tx -> Attempts.left(tx, tenant, real));
        for (Attempt attempt : left) {
            try {
                cashier.takeUp(attempt);
            } catch (RuntimeException failed) { // it stays open, and the others are not to wait for it
                LOG.warnf(failed, "the charge %s could not be brought to its end", attempt.key());
            }
        }
        refunds.takeUp(tenant);
        events.work(tenant);
    }
}
