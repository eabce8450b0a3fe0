package rhythm.stack.demo.membership;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhythm.stack.demo.LicenceRow;

/** The licence terms of the file, read as memberships by the rules of the README beside it. */
public record LicenceFile(Map<String, Licence> licences, List<LicenceEvent> events) {

    /** The file that comes with the project. */
    public static LicenceFile ofChicago() {
        return of(LicenceRow.ofChicago());
    }

    static LicenceFile of(Map<String, List<LicenceRow>> terms) {
        Map<String, Licence> licences = new TreeMap<>();
        List<LicenceEvent> events = new ArrayList<>();
        terms.forEach((number, rows) -> {
            LicenceRow first = rows.getFirst();
            licences.put(
                    number,
                    new Licence(
                            number,
                            first.text("account_number"),
                            first.text("site_number"),
                            first.text("license_description")));
            addEvents(number, rows, events);
        });
        events.sort(LicenceEvent.ORDER);
        return new LicenceFile(licences, List.copyOf(events));
    }

    private static void addEvents(String number, List<LicenceRow> rows, List<LicenceEvent> events) {
        for (LicenceRow row : rows) {
            LocalDate start = row.date("license_term_start_date").orElse(null);
            Optional<LocalDate> paid = row.date("payment_date");
            if (row == rows.getFirst()) {
                LocalDate joined = row.date("license_term_start_date", "payment_date", "date_issued")
                        .orElseThrow();
                events.add(new LicenceEvent(joined, number, LicenceEvent.Kind.JOIN, start, row.expiration()));
            } else if (paid.isPresent()) {
                events.add(new LicenceEvent(paid.get(), number, LicenceEvent.Kind.RENEW, start, row.expiration()));
            }
            row.ended().ifPresent(day -> events.add(new LicenceEvent(day, number, LicenceEvent.Kind.END, null, null)));
        }
    }
}
