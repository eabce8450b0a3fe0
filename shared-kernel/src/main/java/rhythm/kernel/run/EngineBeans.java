package rhythm.kernel.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import rhythm.kernel.gateway.CollectOrders;
import rhythm.kernel.gateway.Mail;
import rhythm.kernel.gateway.Orders;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.tenant.ClockMoved;
import rhythm.kernel.tenant.TenantClock;

/** Puts the engine together in a service, and keeps it going. */
@Singleton
class EngineBeans {
    private final RunLoop loop;
    private final Runs runs;
    private final boolean isHeld;

    EngineBeans(
            TenantDatabase database,
            Clock clock,
            TenantClock tenantClock,
            Domain domain,
            Mail mail,
            Instance<Orders> orders,
            CollectOrders remote,
            @All List<Watch> watches,
            Tuning tuning,
            MeterRegistry meters,
            @ConfigProperty(name = "rhythm.engine.held", defaultValue = "false") boolean isHeld) {
        this.isHeld = isHeld;
        Engine engine = new Engine(
                database, clock, tenantClock, domain, mail, adapter(orders, remote), watches, tuning, meters);
        this.loop = new RunLoop(engine);
        this.runs = new Runs(engine, (tenant, run) -> kick());
    }

    /** The service's own adapter of the port, or the remote one where the installation has it. */
    private static Optional<Orders> adapter(Instance<Orders> own, CollectOrders remote) {
        return own.isResolvable()
                ? Optional.of(own.get())
                : Optional.<Orders>of(remote).filter(_ -> remote.isConnected());
    }

    @Produces
    @Singleton
    Runs runs() {
        return runs;
    }

    @Scheduled(every = "${rhythm.run.poll:1s}", delayed = "${rhythm.run.poll:1s}")
    void poll() {
        kick();
    }

    void moved(@Observes ClockMoved moved) {
        kick();
    }

    /** A service that is held serves and does not act: what is due waits until it is started otherwise. */
    private void kick() {
        if (!isHeld) {
            loop.kick();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        loop.close();
    }
}
