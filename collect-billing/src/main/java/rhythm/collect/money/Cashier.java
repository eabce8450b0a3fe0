package rhythm.collect.money;

import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import rhythm.collect.gateway.Charge;
import rhythm.collect.gateway.PaymentGateway;
import rhythm.collect.money.Attempts.Begun;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.store.Tx;
import rhythm.kernel.tenant.TenantClock;

/**
 * Brings an attempt that is written down to its outcome, whoever began it: of many callers one charges, and the others wait
 * for what comes of it. What the gateway answers at the same time is written down in one transaction.
 */
@ApplicationScoped
public class Cashier {
    /** How often a bank that has still to decide is asked. */
    private static final Duration LOOK = Duration.ofDays(1);

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int PATIENCE = 1200;

    private final TenantDatabase database;
    private final TenantClock tenantClock;
    private final Clock clock;
    private final Charging charging;
    private final Duration lease;
    private final Gathering<Outcome, Charge> records = new Gathering<>(Outcome::place, this::record, Books::isRefusal);

    public Cashier(
            TenantDatabase database,
            TenantClock tenantClock,
            Clock clock,
            PaymentGateway gateway,
            GatewayLook look,
            ChargeSettings settings) {
        this.database = database;
        this.tenantClock = tenantClock;
        this.clock = clock;
        this.lease = settings.lease();
        this.charging = new Charging(database, tenantClock, gateway, look, settings.patience());
    }

    /** Until when an attempt begun now is its caller's own. */
    OffsetDateTime leaseEnd() {
        return real().plus(lease);
    }

    /** Opens a bill and brings its charge to the end; before that, one under another key that nobody is at any more. */
    Bill settle(Supplier<Opened> opening) {
        Opened opened = open(opening);
        if (opened.ahead() != null) {
            Charge ahead = claim(opened.ahead()).map(this::settle).orElseThrow(opened.ahead()::isUnderWay);
            return ahead instanceof Charge.Declined
                    ? settle(opening)
                    : opened.bill().charged(ahead);
        }
        if (opened.attempt() == null) {
            return opened.bill();
        }
        Charge charge = settle(opened.attempt());
        boolean isWithdrawn = charge instanceof Charge.Declined declined && declined.isWithdrawn();
        return isWithdrawn ? settle(opening) : opened.bill().charged(charge); // paid otherwise: that is the answer
    }

    private static Opened open(Supplier<Opened> opening) {
        Opened opened;
        try {
            opened = opening.get();
        } catch (PgException refused) {
            throw Books.refusal(refused);
        }
        if (opened.refusal() != null) {
            throw opened.refusal();
        }
        return opened;
    }

    /** What became of the attempt, as every caller is told. */
    private Charge settle(Begun begun) {
        return begun.isMine() ? settle(begun.attempt()) : follow(begun.attempt());
    }

    /** Brings an attempt to its end that nobody is at; leaves it to those who came first. */
    void takeUp(Attempt attempt) {
        claim(attempt).ifPresent(this::settle);
    }

    /** Looks at a charge at once; at one that came to nothing, only when the gateway says otherwise by now. */
    void lookAgain(Attempt attempt) {
        boolean isDecided = attempt.state().equals("succeeded");
        if (!isDecided && (!attempt.isOver() || charging.hasTaken(attempt))) {
            database.withTenant(attempt.tenant(), tx -> Attempts.reopen(tx, attempt.tenant(), attempt.key()));
            takeUp(attempt);
        }
    }

    private Optional<Attempt> claim(Attempt attempt) {
        return database.inTenant(
                attempt.tenant(), tx -> Attempts.claim(tx, attempt.tenant(), attempt.key(), real(), leaseEnd()));
    }

    private Charge settle(Attempt mine) {
        return records.ask(new Outcome(mine, charging.carryOut(mine)));
    }

    /** Waits for what another makes of the attempt, and takes it over when that one is dead. */
    private Charge follow(Attempt attempt) {
        Attempt now = attempt;
        for (int i = 0; i < PATIENCE && now.outcome().isEmpty(); i++) {
            Optional<Attempt> mine = claim(attempt);
            if (mine.isPresent()) {
                return settle(mine.get());
            }
            if (!pause()) {
                break;
            }
            now = database.inTenant(attempt.tenant(), tx -> Attempts.get(tx, attempt.tenant(), attempt.key()));
        }
        return now.outcome().orElse(new Charge.Unknown("another call is still at this charge"));
    }

    private OffsetDateTime real() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** Writes down what the gateway said of several attempts; answers what is known of each then. */
    private List<Charge> record(List<Outcome> outcomes) {
        String tenant = outcomes.getFirst().attempt().tenant();
        Instant business = tenantClock.now(tenant);
        return database.inTenant(tenant, tx -> {
            Moment moment = Moment.read(tx, tenant, business);
            // first the schedules, then the invoices, then the orders: as everywhere
            Installments.lock(
                    tx,
                    tenant,
                    Outcome.column(
                            outcomes.stream().filter(Outcome::isOfSchedule).toList(),
                            outcome -> outcome.attempt().scheduleId()));
            Set<String> finished = Attempts.finish(tx, tenant, outcomes, moment, real().plus(LOOK));
            List<Outcome> news = outcomes.stream()
                    .filter(outcome -> finished.contains(outcome.key()))
                    .toList();
            Settling.decided(
                    tx,
                    tenant,
                    of(news, outcome -> outcome.attempt().isPending() && !(outcome.charge() instanceof Charge.Pending)),
                    moment);
            Books.payments(
                    tx,
                    tenant,
                    of(news, outcome -> outcome.isPaid() && !outcome.attempt().isPending()),
                    moment);
            Installments.declined(tx, tenant, of(news, outcome -> outcome.isOfSchedule() && outcome.isOver()), moment);
            return outcomes.stream()
                    .map(outcome -> finished.contains(outcome.key()) ? outcome.charge() : known(tx, outcome))
                    .toList();
        });
    }

    private static List<Outcome> of(List<Outcome> outcomes, Predicate<Outcome> condition) {
        return outcomes.stream().filter(condition).toList();
    }

    /** What another has written down before. */
    private static Charge known(Tx tx, Outcome outcome) {
        return Attempts.get(tx, outcome.attempt().tenant(), outcome.key())
                .outcome()
                .orElse(outcome.charge());
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
