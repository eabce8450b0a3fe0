package rhythm.stack.demo.membership;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An event that took effect on a membership, and the expiration date the membership has after it. */
public record Change(
        Kind kind, LocalDate day, String licence, @Nullable LocalDate termStart, LocalDate expiration) {

    /** What became of the membership. */
    public enum Kind {
        JOINED,
        RENEWED,
        REINSTATED,
        ENDED
    }
}
