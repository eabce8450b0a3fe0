package rhythm.kernel.run;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import rhythm.kernel.gateway.Mail;
import rhythm.kernel.gateway.Orders;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.store.Tx;
import rhythm.kernel.tenant.TenantClock;

/** What every part of the engine works with; can be put together without a framework. */
public record Engine(
        TenantDatabase database,
        Clock clock,
        TenantClock tenantClock,
        Domain domain,
        Mail mail,
        Optional<Orders> orders,
        List<Watch> watches,
        Tuning tuning,
        MeterRegistry meters) {
    /** Both clocks; {@code business} was read before the transaction, which then needs no second connection. */
    Now now(Tx tx, String tenant, Instant business) {
        return Now.of(business, real(), TenantSettings.read(tx, tenant).zone());
    }

    /** Whether this installation has another service of the suite. */
    boolean reaches(String service) {
        return service.equals(Orders.SERVICE) ? orders.isPresent() : domain.reaches(service);
    }

    Instant business(String tenant) {
        return tenantClock.now(tenant);
    }

    Instant real() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
