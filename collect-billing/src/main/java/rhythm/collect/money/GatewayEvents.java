package rhythm.collect.money;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import rhythm.collect.gateway.Account;
import rhythm.collect.gateway.Aftermath;
import rhythm.collect.gateway.GatewayEvent;
import rhythm.collect.gateway.GatewayEvent.Subject;
import rhythm.collect.gateway.PaymentGateway;
import rhythm.kernel.run.DueWork;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.store.Tx;
import rhythm.kernel.tenant.TenantClock;

/**
 * Works off what a gateway told: an event is a hint, and what it is about is read at the gateway before anything is booked, so that
 * order and repetition do not matter. What cannot be read now waits, longer each time.
 */
@ApplicationScoped
public class GatewayEvents {
    private static final Logger LOG = Logger.getLogger(GatewayEvents.class);
    private static final int LONGEST_WAIT = 12; // doublings of ten seconds: eleven hours

    private static final String STORE = """
            insert into gateway_events (tenant_id, id, type, subject, subject_id, body, received_at, not_before)
            select $1, v.id, v.type, v.subject, v.subject_id, v.body, $7, $7
            from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) v (id, type, subject, subject_id, body)
            on conflict do nothing returning id""";

    private record Told(
            String id, Subject subject, @Nullable String subjectId, String type) {
        /** Whether it says of an attempt only what is known of it; then nothing is read for it. */
        boolean isKnown(Attempt attempt) {
            return switch (type) {
                case "payment_intent.succeeded" -> attempt.state().equals("succeeded");
                case "payment_intent.payment_failed", "payment_intent.canceled" -> attempt.isOver();
                default -> false;
            };
        }
    }

    private final TenantDatabase database;
    private final TenantClock tenantClock;
    private final Clock clock;
    private final PaymentGateway gateway;
    private final Cashier cashier;
    private final GatewayLook looks;
    private final CardNews cards;

    public GatewayEvents(
            TenantDatabase database,
            TenantClock tenantClock,
            Clock clock,
            PaymentGateway gateway,
            Cashier cashier,
            GatewayLook looks) {
        this.database = database;
        this.tenantClock = tenantClock;
        this.clock = clock;
        this.gateway = gateway;
        this.cashier = cashier;
        this.looks = looks;
        this.cards = new CardNews(database, clock, gateway);
    }

    /** Stores events, each once, and has them worked off soon. */
    static void store(Tx tx, String tenant, List<GatewayEvent> events, OffsetDateTime now) {
        tx.run(
                STORE,
                tenant,
                events.stream().map(GatewayEvent::id).toArray(String[]::new),
                events.stream().map(GatewayEvent::type).toArray(String[]::new),
                events.stream().map(event -> event.subject().name()).toArray(String[]::new),
                events.stream().map(GatewayEvent::subjectId).toArray(String[]::new),
                events.stream().map(GatewayEvent::body).toArray(String[]::new),
                now);
    }

    /** Takes in an event that came by itself. */
    public void take(String tenant, GatewayEvent event) {
        OffsetDateTime business = tenantClock.now(tenant).atOffset(ZoneOffset.UTC);
        database.withTenant(tenant, tx -> {
            store(tx, tenant, List.of(event), real());
            tx.run(DueWork.HURRY_WATCH, tenant, OpenCharges.NAME, business);
        });
    }

    /** Works off what is due; what got lost is listed before, once a day. */
    void work(String tenant) {
        looks.take(tenant);
        List<Told> due = new ArrayList<>();
        database.withTenant(tenant, tx -> tx.run("""
                select e.id, e.subject, e.subject_id, e.type from gateway_events e
                where e.tenant_id = $1 and e.done_at is null and e.not_before <= $2 order by e.not_before, e.id limit 500""", tenant, real())
                .forEach(row -> due.add(new Told(
                        row.getString(0), Subject.valueOf(row.getString(1)), row.getString(2), row.getString(3)))));
        for (Told told : due) {
            boolean isDone = false;
            try {
                isDone = told.subjectId == null || work(tenant, told);
            } catch (RuntimeException failed) { // it waits, and the others are not to wait for it
                LOG.warnf(failed, "the event %s could not be worked off", told.id);
            }
            note(tenant, told, isDone);
        }
    }

    private boolean work(String tenant, Told told) {
        return switch (told.subject) {
            case CHARGE -> charge(tenant, told, told.subjectId);
            case CARD -> cards.changed(tenant, told.subjectId);
            case SETUP -> cards.saved(tenant, told.subjectId);
            case NONE -> true;
        };
    }

    private void note(String tenant, Told told, boolean isDone) {
        database.withTenant(tenant, tx -> tx.run("""
                update gateway_events e set tries = e.tries + 1, done_at = $3,
                  not_before = $4::timestamptz + make_interval(secs => 10 * 2 ^ least(e.tries, $5::integer))
                where e.tenant_id = $1 and e.id = $2""", tenant, told.id, isDone ? real() : null, real(), LONGEST_WAIT));
    }

    /** Brings the charge of an intent, and the payments that it made, to what the gateway says of it. */
    private boolean charge(String tenant, Told told, String intent) {
        Optional<Attempt> attempt = database.inTenant(tenant, tx -> Attempts.ofIntent(tx, tenant, intent));
        if (attempt.isEmpty() || told.isKnown(attempt.get())) {
            return true; // not of this suite, or found by the daily list; or no news
        }
        cashier.lookAgain(attempt.get());
        Attempt now = database.inTenant(
                tenant, tx -> Attempts.get(tx, tenant, attempt.get().key()));
        return now.state().equals("succeeded")
                ? moneyBack(now, intent)
                : now.outcome().isPresent();
    }

    private boolean moneyBack(Attempt attempt, String intent) {
        String tenant = attempt.tenant();
        Account account = attempt.account() == null // charged by a service of before
                ? database.inTenant(tenant, tx -> GatewayLook.account(tx, tenant))
                : attempt.account();
        Optional<Aftermath> aftermath = gateway.aftermath(account, intent);
        Instant business = tenantClock.now(tenant);
        return aftermath.isPresent()
                && database.inTenant(tenant, tx -> {
                    if (isBeingRefunded(tx, tenant, intent)) {
                        return false;
                    }
                    new MoneyBack(tx, tenant, Moment.read(tx, tenant, business)).bring(intent, aftermath.get());
                    return true;
                });
    }

    /** A refund of ours that is under way is booked by whoever is at it; what else was told waits for that. */
    private static boolean isBeingRefunded(Tx tx, String tenant, String intent) {
        return tx.run(
                                "select 1 from refunds r where r.tenant_id = $1 and r.intent = $2 and r.state = 'started'",
                                tenant,
                                intent)
                        .size()
                > 0;
    }

    private OffsetDateTime real() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
