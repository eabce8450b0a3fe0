package rhythm.membership.certification;

import java.time.LocalDate;
import java.util.Collection;

/** Where certifications are kept: certifications-billing. Blocks; for virtual threads. */
public interface Certifications {
    /** The service that keeps them. */
    String SERVICE = "certifications-billing";

    /** What came of a call. */
    enum Outcome {
        ENDED,
        /** It said no, and would again. */
        REFUSED,
        /** Nobody knows; the same call tells another time. */
        AWAY
    }

    /** Whether this installation has it. */
    boolean isConnected();

    /** Ends on the date what these members hold, at most 500 of them; said again, it changes nothing. */
    Outcome end(String tenant, LocalDate date, Collection<String> contacts, Collection<String> organizations);
}
