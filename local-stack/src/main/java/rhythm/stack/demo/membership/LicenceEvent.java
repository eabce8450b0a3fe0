package rhythm.stack.demo.membership;

import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What the file says happened to a licence on one day; an end carries no term. */
public record LicenceEvent(
        LocalDate day,
        String licence,
        Kind kind,
        @Nullable LocalDate termStart,
        @Nullable LocalDate expiration) {

    /** The kinds, in the order in which those of one day happen. */
    public enum Kind {
        JOIN,
        RENEW,
        END
    }

    /** Oldest first; within a day by licence, then by kind. */
    public static final Comparator<LicenceEvent> ORDER = Comparator.comparing(LicenceEvent::day)
            .thenComparing(LicenceEvent::licence)
            .thenComparing(LicenceEvent::kind);
}
