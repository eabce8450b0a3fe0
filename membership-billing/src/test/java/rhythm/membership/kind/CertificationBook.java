package rhythm.membership.kind;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import rhythm.membership.certification.Certifications;

/** Is told whose certifications end, as certifications-billing would be. */
final class CertificationBook implements Certifications {
    private final boolean isConnected;

    /** Whom it was told of, call by call: contacts, and organizations after them. */
    final List<List<String>> told = new CopyOnWriteArrayList<>();

    /** The dates of those calls. */
    final List<LocalDate> dates = new CopyOnWriteArrayList<>();

    /** What it answers, by whom it is told of. */
    volatile Function<List<String>, Outcome> answer = holders -> Outcome.ENDED;

    CertificationBook(boolean isConnected) {
        this.isConnected = isConnected;
    }

    @Override
    public boolean isConnected() {
        return isConnected;
    }

    @Override
    public Outcome end(String tenant, LocalDate date, Collection<String> contacts, Collection<String> organizations) {
        List<String> holders = new ArrayList<>(new TreeSet<>(contacts));
        holders.addAll(new TreeSet<>(organizations));
        told.add(holders);
        dates.add(date);
        return answer.apply(holders);
    }
}
