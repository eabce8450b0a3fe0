package rhythm.stack.demo.certifications;

import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rhythm.stack.demo.LicenceRow;

/** The licence file read as programs, applications and what became of them, by the rules in its README. */
public record ApplicationFile(Map<String, Program> programs, List<FileEvent> events) {

    /** A license code with its description; the term is the longest of its rows, in whole months. */
    public record Program(String code, String name, int months) {
        Program longer(Program other) {
            return months < other.months ? other : this;
        }
    }

    /** The file that comes with the project. */
    public static ApplicationFile ofChicago() {
        return of(LicenceRow.ofChicago());
    }

    static ApplicationFile of(Map<String, List<LicenceRow>> terms) {
        Map<String, Program> programs = new TreeMap<>();
        List<FileEvent> events = new ArrayList<>();
        for (List<LicenceRow> rows : terms.values()) {
            for (LicenceRow row : rows) {
                programs.merge(row.text("license_code"), program(row), Program::longer);
                addEvents(new Filing(row), events);
            }
        }
        events.sort(FileEvent.ORDER);
        return new ApplicationFile(programs, List.copyOf(events));
    }

    private static Program program(LicenceRow row) {
        int months = row.date("license_term_start_date")
                .map(start -> (int)
                        Period.between(start, row.expiration().plusDays(1)).toTotalMonths())
                .orElse(0);
        return new Program(row.text("license_code"), row.text("license_description"), months);
    }

    private static void addEvents(Filing filing, List<FileEvent> events) {
        events.add(new FileEvent(filing.filed(), FileEvent.Kind.FILED, filing));
        filing.complete()
                .filter(day -> day.isAfter(filing.filed()))
                .ifPresent(day -> events.add(new FileEvent(day, FileEvent.Kind.COMPLETE, filing)));
        filing.approved().ifPresent(day -> events.add(new FileEvent(day, FileEvent.Kind.APPROVED, filing)));
        filing.row().ended().ifPresent(day -> events.add(new FileEvent(day, FileEvent.Kind.ENDED, filing)));
    }
}
