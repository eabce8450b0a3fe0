package rhythm.stack.demo.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChamberTest {
    private final Chamber chamber = new Chamber();

    @Test
    void aRenewalMovesTheExpirationOnlyForward() {
        join("2004-01-01");
        assertTrue(renew("2003-12-01", "2003-06-01").isEmpty());
        assertEquals(
                LocalDate.parse("2005-01-01"),
                renew("2003-12-01", "2005-01-01").get().expiration());
    }

    @Test
    void aRenewalReinstatesEvenWhenItMovesNothing() {
        join("2004-01-01");
        end("2003-05-01");
        Change change = renew("2003-06-01", "2003-12-01").get();
        assertEquals(Change.Kind.REINSTATED, change.kind());
        assertEquals(LocalDate.parse("2004-01-01"), change.expiration());
    }

    @Test
    void aRenewalOfAStrangerJoinsHimAndTheLaterJoinChangesNothing() {
        assertEquals(Change.Kind.JOINED, renew("2003-01-01", "2004-01-01").get().kind());
        assertTrue(join("2004-06-01").isEmpty());
    }

    @Test
    void onlyTheActiveCanEnd() {
        assertTrue(end("2003-01-01").isEmpty());
        join("2004-01-01");
        assertTrue(end("2003-02-01").isPresent());
        assertTrue(end("2003-03-01").isEmpty());
    }

    @Test
    void noticesTakeBothEndsOfThirtyDaysAndDropsBeginAtSixty() {
        join("2004-01-31");
        MemberTerm term = new MemberTerm("7", LocalDate.parse("2004-01-31"));
        assertEquals(Set.of(term), chamber.toNotify(LocalDate.parse("2004-01-01")));
        assertEquals(Set.of(term), chamber.toNotify(LocalDate.parse("2004-01-31")));
        assertTrue(chamber.toNotify(LocalDate.parse("2003-12-31")).isEmpty());
        assertTrue(chamber.toNotify(LocalDate.parse("2004-02-01")).isEmpty());
        assertTrue(chamber.toDrop(LocalDate.parse("2004-03-30")).isEmpty());
        assertEquals(Set.of(term), chamber.toDrop(LocalDate.parse("2004-03-31")));
    }

    private Optional<Change> join(String expiration) {
        return enter("2003-01-01", LicenceEvent.Kind.JOIN, expiration);
    }

    private Optional<Change> renew(String day, String expiration) {
        return enter(day, LicenceEvent.Kind.RENEW, expiration);
    }

    private Optional<Change> end(String day) {
        return chamber.enter(new LicenceEvent(LocalDate.parse(day), "7", LicenceEvent.Kind.END, null, null));
    }

    private Optional<Change> enter(String day, LicenceEvent.Kind kind, String expiration) {
        return chamber.enter(new LicenceEvent(LocalDate.parse(day), "7", kind, null, LocalDate.parse(expiration)));
    }
}
