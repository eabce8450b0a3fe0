package rhythm.stack.demo.certifications;

import java.time.LocalDate;
import java.util.Comparator;
import rhythm.stack.demo.LicenceRow;

/** A step that the file says an application or its certification went on one day. */
public record FileEvent(LocalDate day, Kind kind, Filing filing) {

    /** The steps, in the order in which those of one day happen. */
    public enum Kind {
        FILED,
        COMPLETE,
        APPROVED,
        ENDED
    }

    /** Oldest first; within a day by licence, then by step, then by term. */
    static final Comparator<FileEvent> ORDER = Comparator.comparing(FileEvent::day)
            .thenComparing(event -> event.filing().licence())
            .thenComparing(FileEvent::kind)
            .thenComparing(event -> event.filing().row(), LicenceRow.TERM_ORDER);
}
