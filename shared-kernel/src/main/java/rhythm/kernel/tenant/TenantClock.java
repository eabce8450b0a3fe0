package rhythm.kernel.tenant;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import rhythm.kernel.store.TenantDatabase;

/**
 * Business time of a tenant: the real clock, plus the shift stored for the tenant where a setting allows clocks to be
 * moved (demo, tests; never in production). Leases, tokens and keys use the real clock, never this one.
 */
@ApplicationScoped
public class TenantClock {
    private final TenantDatabase database;
    private final Clock clock;
    private final boolean movable;

    public TenantClock(
            TenantDatabase database,
            Clock clock,
            @ConfigProperty(name = "rhythm.clock.movable", defaultValue = "false") boolean movable) {
        this.database = database;
        this.clock = clock;
        this.movable = movable;
    }

    public boolean isMovable() {
        return movable;
    }

    /** The tenant's present moment, in whole microseconds as Postgres keeps them; for virtual threads. */
    public Instant now(String tenant) {
        return movable ? read(tenant).await().indefinitely() : real();
    }

    /** The same without blocking. */
    public Uni<Instant> read(String tenant) {
        if (!movable) {
            return Uni.createFrom().item(real());
        }
        String sql = "select $2::timestamptz + coalesce((select shift from tenant_clocks where tenant_id = $1), '0')";
        return database.query(tenant, sql, Tuple.of(tenant, real().atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant());
    }

    /** Sets the tenant's clock; it runs on from there. The shift is in seconds: days would follow the session's time zone. */
    public void move(String tenant, Instant to) {
        OffsetDateTime target = to.atOffset(ZoneOffset.UTC);
        database.acrossTenants("""
                insert into tenant_clocks (tenant_id, shift)
                values ($1, make_interval(secs => extract(epoch from $2::timestamptz - $3::timestamptz)::double precision))
                on conflict (tenant_id) do update set shift = excluded.shift""", tenant, target, real().atOffset(ZoneOffset.UTC));
    }

    private Instant real() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
