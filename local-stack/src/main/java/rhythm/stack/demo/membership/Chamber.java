package rhythm.stack.demo.membership;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The chamber's own books: who is a member until when, by the file's events and the rules of its runs alone. */
final class Chamber {
    static final int NOTICE_DAYS = 30;
    static final int DROP_DAYS = 60;

    /** A membership as the books have it. */
    record Standing(boolean active, LocalDate expiration) {}

    private final Map<String, Standing> standings = new TreeMap<>();

    Map<String, Standing> standings() {
        return Map.copyOf(standings);
    }

    /** Enters an event; empty if it changes nothing. */
    Optional<Change> enter(LicenceEvent event) {
        Standing before = standings.get(event.licence());
        return switch (event.kind()) {
            case JOIN -> before == null ? Optional.of(join(event)) : Optional.empty();
            case RENEW -> before == null ? Optional.of(join(event)) : renew(event, before);
            case END -> before == null || !before.active() ? Optional.empty() : Optional.of(end(event, before));
        };
    }

    private Change join(LicenceEvent event) {
        LocalDate expiration = Objects.requireNonNull(event.expiration());
        return change(Change.Kind.JOINED, event, new Standing(true, expiration));
    }

    private Optional<Change> renew(LicenceEvent event, Standing before) {
        LocalDate paidUntil = Objects.requireNonNull(event.expiration());
        boolean moves = paidUntil.isAfter(before.expiration());
        if (!moves && before.active()) {
            return Optional.empty();
        }
        Standing after = new Standing(true, moves ? paidUntil : before.expiration());
        return Optional.of(change(before.active() ? Change.Kind.RENEWED : Change.Kind.REINSTATED, event, after));
    }

    private Change end(LicenceEvent event, Standing before) {
        return change(Change.Kind.ENDED, event, new Standing(false, before.expiration()));
    }

    private Change change(Change.Kind kind, LicenceEvent event, Standing after) {
        standings.put(event.licence(), after);
        return new Change(kind, event.day(), event.licence(), event.termStart(), after.expiration());
    }

    /** Who gets a renewal notice in the run of this day, with the term it is about. */
    Set<MemberTerm> toNotify(LocalDate day) {
        return active(expiration -> !expiration.isBefore(day) && !expiration.isAfter(day.plusDays(NOTICE_DAYS)));
    }

    /** Who is to be dropped in the run of this day. */
    Set<MemberTerm> toDrop(LocalDate day) {
        return active(expiration -> !expiration.isAfter(day.minusDays(DROP_DAYS)));
    }

    void drop(MemberTerm member) {
        standings.put(member.licence(), new Standing(false, member.expiration()));
    }

    private Set<MemberTerm> active(Predicate<LocalDate> expiration) {
        Set<MemberTerm> found = new TreeSet<>();
        standings.forEach((licence, standing) -> {
            if (standing.active() && expiration.test(standing.expiration())) {
                found.add(new MemberTerm(licence, standing.expiration()));
            }
        });
        return found;
    }
}
