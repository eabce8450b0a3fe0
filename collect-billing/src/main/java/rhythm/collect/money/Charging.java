package rhythm.collect.money;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhythm.collect.gateway.Charge;
import rhythm.collect.gateway.FoundCharge;
import rhythm.collect.gateway.PaymentGateway;
import rhythm.collect.gateway.Prepared;
import rhythm.collect.money.Gathering.Place;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.tenant.TenantClock;

/**
 * Carries an attempt through the gateway by its law: the intent is written down before it is confirmed, what nobody heard the end of is
 * read by it, and nothing is given up before the gateway says that it is cancelled (decision 48).
 */
final class Charging {
    private record Made(Attempt attempt, String intent) {}

    /** An attempt with its intent, whether a look at the gateway is recent enough, and a charge of before for the same. */
    private record Noted(Attempt attempt, boolean isFresh, Optional<FoundCharge> found) {}

    private final TenantDatabase database;
    private final TenantClock clock;
    private final PaymentGateway gateway;
    private final GatewayLook look;
    private final Duration patience;
    private final Gathering<Made, Noted> notes =
            new Gathering<>(made -> new Place(made.attempt.tenant(), made.attempt.key()), this::note, Books::isRefusal);

    /** @param patience a charge that the gateway could not decide for so long is cancelled, and made anew where it is still wanted */
    Charging(TenantDatabase database, TenantClock clock, PaymentGateway gateway, GatewayLook look, Duration patience) {
        this.database = database;
        this.clock = clock;
        this.gateway = gateway;
        this.look = look;
        this.patience = patience;
    }

    Charge carryOut(Attempt attempt) {
        if (attempt.isPending()) {
            return decided(attempt);
        }
        if (attempt.intent() != null) {
            return attempt.tries() > 1 ? takeUp(attempt) : confirm(attempt);
        }
        // never confirmed, so that nothing can have been taken; what a service of before charged is known by its key
        boolean isLeft = attempt.tries() > 1 && attempt.account() != null;
        return (isLeft ? whyWithdrawn(attempt) : Optional.<String>empty())
                .<Charge>map(Charge.Declined::withdrawn)
                .orElseGet(() -> prepare(attempt));
    }

    private Charge prepare(Attempt attempt) {
        String kind = attempt.account() == null ? null : attempt.account().kind();
        if (kind != null && !kind.equals(gateway.kind())) {
            return new Charge.Refused(
                    "settings.gateway is %s, and this installation charges by %s".formatted(kind, gateway.kind()));
        }
        return switch (gateway.prepare(attempt.request(), attempt.tries())) {
            case Prepared.Failed(Charge why) -> why;
            case Prepared.Made(String intent) -> confirmFirst(new Made(attempt, intent));
        };
    }

    /** Unless what it pays was charged before, by an intent that these books do not know of: they were restored since. */
    private Charge confirmFirst(Made made) {
        Noted noted = notes.ask(made);
        if (!noted.isFresh) {
            if (!look.take(made.attempt.tenant())) {
                return new Charge.Unknown("the gateway cannot be asked what was charged before");
            }
            noted = notes.ask(made);
        }
        Attempt attempt = noted.attempt;
        return noted.found.map(found -> again(attempt, found)).orElseGet(() -> confirm(attempt));
    }

    private Charge again(Attempt attempt, FoundCharge found) {
        if (!found.intent().equals(attempt.intent())) {
            gateway.cancel(attempt.request(), attempt.intent());
        }
        if (found.amount().compareTo(attempt.amount()) != 0 || !found.currency().equals(attempt.currency())) {
            return new Charge.Refused("%s %s were taken for this before, by %s; see attention"
                    .formatted(found.amount().toPlainString(), found.currency(), found.intent()));
        }
        OffsetDateTime now = clock.now(attempt.tenant()).atOffset(ZoneOffset.UTC);
        return takeUp(database.inTenant(attempt.tenant(), tx -> Findings.adopt(tx, attempt, found.intent(), now)));
    }

    private List<Noted> note(List<Made> group) {
        String tenant = group.getFirst().attempt.tenant();
        Map<String, String> intents = new LinkedHashMap<>();
        group.forEach(made -> intents.put(made.attempt.key(), made.intent));
        return database.inTenant(tenant, tx -> {
            Map<String, Attempt> noted = Attempts.prepared(tx, tenant, intents);
            boolean isFresh = look.isFresh(tx, tenant);
            List<String> purposes =
                    group.stream().map(made -> made.attempt.request().purpose()).toList();
            Map<String, FoundCharge> found = Findings.of(tx, tenant, purposes);
            return group.stream()
                    .map(made -> new Noted(
                            noted.get(made.attempt.key()),
                            isFresh,
                            Optional.ofNullable(found.get(made.attempt.request().purpose()))))
                    .toList();
        });
    }

    private Charge confirm(Attempt attempt) {
        Charge first = gateway.confirm(attempt.request(), attempt.intent());
        if (!(first instanceof Charge.Unknown)) {
            return first;
        }
        Charge standing = read(attempt);
        return isOpen(standing) ? confirmAgain(attempt) : standing;
    }

    /** Somebody began it, and may have confirmed it. */
    private Charge takeUp(Attempt attempt) {
        Charge standing = read(attempt);
        if (!isOpen(standing)) {
            return standing;
        }
        Optional<Charge> why = whyWithdrawn(attempt).map(Charge.Declined::withdrawn);
        return why.or(() -> whyOver(attempt)).map(over -> cancel(attempt, over)).orElseGet(() -> confirmAgain(attempt));
    }

    /** By the same key, so that it is the same charge. What is refused now may have gone through the time before. */
    private Charge confirmAgain(Attempt attempt) {
        Charge again = gateway.confirm(attempt.request(), attempt.intent());
        return again instanceof Charge.Refused ? cancel(attempt, again) : again;
    }

    /** Says so only when the gateway has cancelled it. */
    private Charge cancel(Attempt attempt, Charge otherwise) {
        Charge cancelled = gateway.cancel(attempt.request(), attempt.intent());
        boolean isOver = cancelled instanceof Charge.Declined declined && declined.isWithdrawn();
        return isOver ? otherwise : known(cancelled);
    }

    private Charge read(Attempt attempt) {
        Charge standing = known(gateway.read(attempt.request(), attempt.intent()));
        // of an intent that was declined before, it is that answer as long as this charge has not arrived
        boolean isOfBefore =
                attempt.isReused() && standing instanceof Charge.Declined declined && !declined.isWithdrawn();
        return isOfBefore ? new Charge.Unknown("the charge may not have arrived", true) : standing;
    }

    /** Whether the gateway has taken the money, or may yet, of a charge that was called off here. */
    boolean hasTaken(Attempt attempt) {
        Charge standing = attempt.intent() == null
                ? new Charge.Unknown("it was never prepared")
                : gateway.read(attempt.request(), attempt.intent());
        return standing instanceof Charge.Succeeded || standing instanceof Charge.Pending;
    }

    /** Who cannot be asked knows nothing; that says nothing of the charge. */
    private static Charge known(Charge charge) {
        return charge instanceof Charge.Refused(String reason) ? new Charge.Unknown(reason) : charge;
    }

    private static boolean isOpen(Charge standing) {
        return standing instanceof Charge.Unknown unknown && unknown.isOpen();
    }

    /** What a bank has said by now. */
    private Charge decided(Attempt attempt) {
        Charge standing = known(gateway.read(attempt.request(), attempt.intent()));
        return standing instanceof Charge.Unknown ? new Charge.Pending(attempt.reference()) : standing;
    }

    /** Hours may have passed since the attempt was begun: the customer has paid otherwise, or nothing is wanted any more (decision 24). */
    private Optional<String> whyWithdrawn(Attempt attempt) {
        return database.inTenant(attempt.tenant(), tx -> Attempts.whyWithdrawn(tx, attempt.tenant(), attempt.key()));
    }

    /** Gateways repeat for a day what they answered to a key first, also that they broke off. */
    private Optional<Charge> whyOver(Attempt attempt) {
        boolean isOver = attempt.startedAt().toInstant().plus(patience).isBefore(clock.now(attempt.tenant()));
        return isOver ? Optional.of(Charge.Declined.brokenOff()) : Optional.empty();
    }
}
