package rhythm.collect.money;

import java.util.List;
import java.util.function.Function;
import rhythm.collect.gateway.Charge;
import rhythm.collect.gateway.Charge.Declined;
import rhythm.collect.gateway.Charge.Pending;
import rhythm.collect.gateway.Charge.Refused;
import rhythm.collect.gateway.Charge.Succeeded;
import rhythm.collect.gateway.Charge.Unknown;
import rhythm.collect.money.Gathering.Place;

/** What the gateway said of an attempt, and how that is written down. */
record Outcome(Attempt attempt, Charge charge) {
    String key() {
        return attempt.key();
    }

    String state() {
        return switch (charge) {
            case Succeeded _ -> "succeeded";
            case Pending _ -> "pending";
            case Declined _ -> "declined";
            case Refused _ -> "refused";
            case Unknown _ -> "unknown"; // stays open: the next call with the same key asks again
        };
    }

    String code() {
        return charge instanceof Declined declined ? declined.code() : null;
    }

    boolean isHard() {
        return charge instanceof Declined declined && declined.isHard();
    }

    String message() {
        return switch (charge) {
            case Succeeded _, Pending _ -> null;
            case Declined declined -> declined.message();
            case Refused(String reason) -> reason;
            case Unknown unknown -> unknown.reason();
        };
    }

    String reference() {
        return switch (charge) {
            case Succeeded(String reference) -> reference;
            case Pending(String reference) -> reference;
            default -> null;
        };
    }

    String advice() {
        return charge instanceof Declined declined ? declined.advice().text() : null;
    }

    /** The card is not to be asked again by itself. */
    boolean isLast() {
        return charge instanceof Declined declined && !declined.isSoft();
    }

    /** The money came in by it, or will unless a bank says otherwise. */
    boolean isPaid() {
        return charge instanceof Succeeded || charge instanceof Pending;
    }

    /** Nothing came in by it. */
    boolean isOver() {
        return charge instanceof Declined || charge instanceof Refused;
    }

    /** As dunning counts it. */
    boolean isDeclinedByGateway() {
        return charge instanceof Declined declined && !declined.isWithdrawn();
    }

    boolean isOfSchedule() {
        return attempt.scheduleId() != null;
    }

    /** A schedule is changed by one outcome at a time. */
    Place place() {
        return new Place(attempt.tenant(), isOfSchedule() ? "schedule " + attempt.scheduleId() : key());
    }

    /** One value of each, as a statement takes them. */
    static String[] column(List<Outcome> outcomes, Function<Outcome, String> value) {
        return outcomes.stream().map(value).toArray(String[]::new);
    }
}
