package rhythm.stack.demo.certifications;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The register's own books: applications and certifications by the file's events and the rules of its runs alone. */
final class Register {
    static final int REMINDER_DAYS = 30;
    static final int DROP_DAYS = 60;

    private static final Set<String> OPEN = Set.of("missing requirements", "pending approval");

    /** A certification as the books have it. */
    record Certification(String status, LocalDate expiration) {
        boolean active() {
            return status.equals("active");
        }
    }

    /** An application as the books have it. */
    record Application(Filing filing, String status) {
        boolean open() {
            return OPEN.contains(status);
        }
    }

    /** Of what somebody was reminded already; nobody is told twice. */
    private final Set<String> told = new HashSet<>();

    private final Map<String, Certification> certifications = new TreeMap<>();
    private final Map<String, Application> applications = new LinkedHashMap<>();
    private List<Filing> waiting = new ArrayList<>();

    Map<String, Certification> certifications() {
        return Map.copyOf(certifications);
    }

    Map<String, Application> applications() {
        return Map.copyOf(applications);
    }

    /** The approvals that had to wait for a run to make the licence's certification. */
    List<Entry> resume(LocalDate day) {
        List<Filing> resumed = waiting;
        waiting = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        resumed.forEach(filing -> entries.addAll(approve(day, filing)));
        return entries;
    }

    /** Takes an event in; answers what the desk has to enter for it. */
    List<Entry> enter(FileEvent event) {
        Filing filing = event.filing();
        return switch (event.kind()) {
            case FILED -> {
                boolean complete =
                        filing.complete().filter(filing.filed()::equals).isPresent();
                String status = complete ? "pending approval" : "missing requirements";
                yield List.of(move(Entry.Kind.FILED, event.day(), filing, status));
            }
            case COMPLETE ->
                status(filing).equals("missing requirements")
                        ? List.of(move(Entry.Kind.MOVED, event.day(), filing, "pending approval"))
                        : List.of();
            case APPROVED -> approve(event.day(), filing);
            case ENDED -> end(event.day(), filing);
        };
    }

    private List<Entry> approve(LocalDate day, Filing filing) {
        if (status(filing).equals("rejected")) {
            return List.of();
        }
        boolean another = applications.values().stream()
                .anyMatch(other -> other.status().equals("approved")
                        && other.filing().licence().equals(filing.licence()));
        if (another && !certifications.containsKey(filing.licence())) {
            waiting.add(filing);
            return List.of();
        }
        return List.of(move(Entry.Kind.MOVED, day, filing, "approved"));
    }

    private List<Entry> end(LocalDate day, Filing filing) {
        List<Entry> entries = new ArrayList<>();
        Certification certification = certifications.get(filing.licence());
        if (certification != null && certification.active()) {
            String status = filing.statusWhenEnded();
            certifications.put(filing.licence(), new Certification(status, certification.expiration()));
            entries.add(new Entry(Entry.Kind.ENDED, day, filing, status));
        }
        if (OPEN.contains(status(filing)) || status(filing).equals("approved")) {
            entries.add(move(Entry.Kind.MOVED, day, filing, "rejected"));
        }
        return entries;
    }

    private Entry move(Entry.Kind kind, LocalDate day, Filing filing, String status) {
        applications.put(filing.id(), new Application(filing, status));
        return new Entry(kind, day, filing, status);
    }

    private String status(Filing filing) {
        @Nullable Application application = applications.get(filing.id());
        return application == null ? "" : application.status();
    }

    /** Carries out the run of this day; answers everything it does. */
    MonthDeeds run(LocalDate day) {
        Map<String, Certification> before = new TreeMap<>(certifications);
        List<Filing> reminders = new ArrayList<>();
        List<Filing> expiries = new ArrayList<>();
        List<Filing> approved = new ArrayList<>();
        for (Application application : applications.values()) {
            LocalDate lapses = application.filing().lapses();
            if (application.status().equals("approved")) {
                approved.add(application.filing());
            } else if (application.open() && lapses.isBefore(day)) {
                expiries.add(application.filing());
            } else if (application.open()
                    && !lapses.isAfter(day.plusDays(REMINDER_DAYS))
                    && told.add("application " + application.filing().id())) {
                reminders.add(application.filing());
            }
        }
        List<MonthDeeds.Activation> activations = activate(approved);
        Set<String> renewed = new HashSet<>();
        activations.forEach(activation -> renewed.add(activation.filing().licence()));
        expiries.forEach(filing -> move(Entry.Kind.MOVED, day, filing, "expired"));

        Map<String, LocalDate> renewals = new TreeMap<>();
        Map<String, LocalDate> drops = new TreeMap<>();
        before.forEach((licence, certification) -> {
            LocalDate expiration = certification.expiration();
            boolean moved = !expirationOf(licence).equals(expiration);
            boolean soon = !expiration.isBefore(day) && !expiration.isAfter(day.plusDays(REMINDER_DAYS));
            if (certification.active() && soon && !moved && told.add(licence + " until " + expiration)) {
                renewals.put(licence, expiration);
            }
            boolean late = !expiration.isAfter(day.minusDays(DROP_DAYS));
            if (certification.active() && late && !renewed.contains(licence)) {
                drops.put(licence, expiration);
                certifications.put(licence, new Certification("inactive", expiration));
            }
        });
        return new MonthDeeds(activations, renewals, reminders, expiries, drops);
    }

    private List<MonthDeeds.Activation> activate(List<Filing> approved) {
        Set<String> made = new HashSet<>();
        for (Filing filing : approved) {
            move(Entry.Kind.MOVED, filing.filed(), filing, "activated");
            Certification known = certifications.get(filing.licence());
            if (known == null) {
                made.add(filing.id());
            }
            LocalDate own = known == null ? filing.expiration() : known.expiration();
            LocalDate until = own.isAfter(filing.expiration()) ? own : filing.expiration();
            certifications.put(filing.licence(), new Certification("active", until));
        }
        return approved.stream()
                .map(filing ->
                        new MonthDeeds.Activation(filing, made.contains(filing.id()), expirationOf(filing.licence())))
                .toList();
    }

    private LocalDate expirationOf(String licence) {
        return Objects.requireNonNull(certifications.get(licence)).expiration();
    }
}
