package rhythm.collect.money;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import rhythm.collect.gateway.Account;
import rhythm.collect.gateway.FoundCharge;
import rhythm.collect.gateway.GatewayEvent;
import rhythm.collect.gateway.PaymentGateway;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.store.Tx;

/**
 * Lists a tenant's account at the gateway once a day, because events get lost, and before the first charge of a process, or after a
 * restore: then the last look lies back, and what was charged since may be unknown here.
 */
@ApplicationScoped
public class GatewayLook {
    /** The oldest look after which a charge is made: gateways keep the keys of charges for twice as long. */
    private static final Duration FRESH = Duration.ofHours(12);

    /** As long as Stripe keeps events (docs.stripe.com/api/events). */
    private static final Duration KEPT = Duration.ofDays(30);

    /** What comes late, or by another clock, is in the next list, too. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    private static final String FOUND = """
            insert into gateway_findings (tenant_id, intent, purpose, amount, currency, found_at)
            select $1, v.intent, v.purpose, v.amount, v.currency, $6
            from unnest($2::text[], $3::text[], $4::numeric[], $5::text[]) v (intent, purpose, amount, currency)
            where not exists (select from payment_attempts a where a.tenant_id = $1 and a.intent = v.intent)
            on conflict do nothing returning intent""";

    private final TenantDatabase database;
    private final Clock clock;
    private final PaymentGateway gateway;
    private final Map<String, Object> looks = new ConcurrentHashMap<>();
    private final Map<String, Instant> seen = new ConcurrentHashMap<>();

    public GatewayLook(TenantDatabase database, Clock clock, PaymentGateway gateway) {
        this.database = database;
        this.clock = clock;
        this.gateway = gateway;
    }

    /** Whether so recent a look was taken that no charge of before can be unknown here; for the transaction before one is made. */
    boolean isFresh(Tx tx, String tenant) {
        Instant last = last(tx, tenant).orElse(Instant.MIN);
        Instant mine = seen.getOrDefault(
                tenant, Instant.MAX); // this process has seen none yet: it may be there because of a restore
        return last.isAfter(clock.instant().minus(FRESH)) && !last.isBefore(mine);
    }

    /** Whether an account is the tenant's; an event that names none is of the installation's own account, which one tenant may use. */
    public boolean isOf(String tenant, @Nullable String account) {
        String own = database.inTenant(tenant, tx -> account(tx, tenant)).id();
        return own != null && (account == null || account.equals(own));
    }

    /** Looks unless somebody just did; false when the gateway cannot be asked. */
    boolean take(String tenant) {
        synchronized (looks.computeIfAbsent(tenant, _ -> new Object())) {
            return database.inTenant(tenant, tx -> isFresh(tx, tenant)) || list(tenant);
        }
    }

    private boolean list(String tenant) {
        OffsetDateTime begun = real();
        Account account = database.inTenant(tenant, tx -> account(tx, tenant));
        Optional<Instant> last = database.inTenant(tenant, tx -> last(tx, tenant));
        Instant since = last.orElse(begun.toInstant().minus(KEPT)).minus(OVERLAP);
        boolean isAsked = account.id() != null;
        Optional<List<FoundCharge>> charges =
                isAsked ? gateway.news().charges(tenant, account, since) : Optional.of(List.of());
        Optional<List<GatewayEvent>> events = isAsked ? gateway.news().since(account, since) : Optional.of(List.of());
        if (charges.isEmpty() || events.isEmpty()) {
            return false;
        }
        database.withTenant(tenant, tx -> {
            note(tx, tenant, charges.get(), begun);
            GatewayEvents.store(tx, tenant, events.get(), begun);
            tx.run("""
                    insert into gateway_looks as l (tenant_id, listed_until) values ($1, $2)
                    on conflict (tenant_id) do update set listed_until = excluded.listed_until""", tenant, begun);
        });
        seen.put(tenant, begun.toInstant().truncatedTo(ChronoUnit.MICROS));
        return true;
    }

    static Account account(Tx tx, String tenant) {
        for (Row row : tx.run("select s.gateway from settings s where s.tenant_id = $1", tenant)) {
            JsonObject written = row.getJsonObject(0);
            return written == null ? Account.NONE : Account.of(written);
        }
        return Account.NONE;
    }

    private static Optional<Instant> last(Tx tx, String tenant) {
        for (Row row : tx.run("select l.listed_until from gateway_looks l where l.tenant_id = $1", tenant)) {
            return Optional.of(row.getOffsetDateTime(0).toInstant());
        }
        return Optional.empty();
    }

    private static void note(Tx tx, String tenant, List<FoundCharge> charges, OffsetDateTime now) {
        tx.run(
                FOUND,
                tenant,
                charges.stream().map(FoundCharge::intent).toArray(String[]::new),
                charges.stream().map(FoundCharge::purpose).toArray(String[]::new),
                charges.stream().map(FoundCharge::amount).toArray(BigDecimal[]::new),
                charges.stream().map(FoundCharge::currency).toArray(String[]::new),
                now);
        Findings.attend(tx, tenant, now);
    }

    private OffsetDateTime real() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
