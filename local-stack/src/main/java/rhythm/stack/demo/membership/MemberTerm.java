package rhythm.stack.demo.membership;

import java.time.LocalDate;
import java.util.Comparator;

/** A member and the term that a notice or a drop is about. */
public record MemberTerm(String licence, LocalDate expiration) implements Comparable<MemberTerm> {
    private static final Comparator<MemberTerm> ORDER =
            Comparator.comparing(MemberTerm::licence).thenComparing(MemberTerm::expiration);

    @Override
    public int compareTo(MemberTerm other) {
        return ORDER.compare(this, other);
    }
}
