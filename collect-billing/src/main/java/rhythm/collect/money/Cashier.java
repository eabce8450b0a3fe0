package rhythm.collect.money;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import rhythm.collect.gateway.Charge;
import rhythm.collect.gateway.PaymentGateway;
import rhythm.collect.money.Attempts.Begun;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.tenant.TenantClock;

/**
 * Brings an attempt that is written down to its outcome, whoever began it: of many callers one charges, and the others wait
 * for what comes of it. An attempt that was tried before is asked for by its key before anything is repeated.
 */
@ApplicationScoped
public class Cashier {
    /** Longer than any gateway takes to answer; whoever holds an attempt longer is dead. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int PATIENCE = 1200;

    private final TenantDatabase database;
    private final TenantClock tenantClock;
    private final Clock clock;
    private final PaymentGateway gateway;

    public Cashier(TenantDatabase database, TenantClock tenantClock, Clock clock, PaymentGateway gateway) {
        this.database = database;
        this.tenantClock = tenantClock;
        this.clock = clock;
        this.gateway = gateway;
    }

    /** Until when an attempt begun now is its caller's own. */
    OffsetDateTime leaseEnd() {
        return real().plus(LEASE);
    }

    /** What became of the attempt, as every caller is told. */
    Charge settle(Begun begun) {
        return begun.isMine() ? settle(begun.attempt()) : follow(begun.attempt());
    }

    private Charge settle(Attempt mine) {
        return record(mine, charge(mine));
    }

    /** Waits for what another makes of the attempt, and takes it over when that one is dead. */
    private Charge follow(Attempt attempt) {
        Attempt now = attempt;
        for (int i = 0; i < PATIENCE && now.outcome().isEmpty(); i++) {
            Optional<Attempt> mine = database.inTenant(
                    attempt.tenant(), tx -> Attempts.claim(tx, attempt.tenant(), attempt.key(), real(), leaseEnd()));
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

    private Charge charge(Attempt attempt) {
        if (attempt.tries() > 1) {
            return findOrCharge(attempt);
        }
        Charge first = gateway.charge(attempt.request());
        return first instanceof Charge.Unknown ? findOrCharge(attempt) : first;
    }

    private Charge findOrCharge(Attempt attempt) {
        return gateway.find(attempt.key()).orElseGet(() -> gateway.charge(attempt.request()));
    }

    private Charge record(Attempt attempt, Charge charge) {
        Instant business = tenantClock.now(attempt.tenant());
        return database.inTenant(attempt.tenant(), tx -> {
            Moment moment = Moment.read(tx, attempt.tenant(), business);
            if (attempt.scheduleId() != null) {
                Installments.lock(
                        tx,
                        attempt.tenant(),
                        attempt.scheduleId()); // first the schedule, then the invoice, then the order: as everywhere
            }
            if (!Attempts.finish(tx, attempt.tenant(), attempt.key(), charge, moment)) {
                return Attempts.get(tx, attempt.tenant(), attempt.key())
                        .outcome()
                        .orElse(charge);
            }
            switch (charge) {
                case Charge.Succeeded(String reference) -> {
                    Attempt done = attempt.succeeded(reference);
                    String payment = Books.payment(tx, done, moment);
                    if (done.scheduleId() != null) {
                        Installments.paid(tx, done, payment, moment);
                    }
                }
                case Charge.Declined declined -> {
                    if (attempt.scheduleId() != null) {
                        Installments.declined(tx, attempt, declined, moment);
                    }
                }
                case Charge.Unknown _ -> {
                    // stays open: the next call with the same key asks again
                }
            }
            return charge;
        });
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
