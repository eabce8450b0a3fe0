package rhythm.stack.demo.certifications;

import java.time.LocalDate;

/** What the desk has to enter: the status of an application, or that of a licence's certification. */
public record Entry(Kind kind, LocalDate day, Filing filing, String status) {

    /** What is entered. */
    public enum Kind {
        /** A new application. */
        FILED,
        /** Another status of an application. */
        MOVED,
        /** The end of a certification. */
        ENDED
    }
}
