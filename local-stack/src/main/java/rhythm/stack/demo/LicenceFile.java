package rhythm.stack.demo;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The licence terms of the file, read as memberships by the rules of the README beside it. */
public record LicenceFile(Map<String, Licence> licences, List<LicenceEvent> events) {
    private static final Comparator<Map<String, String>> TERM_ORDER = Comparator.comparing(
                    (Map<String, String> row) -> text(row, "license_term_expiration_date"))
            .thenComparing(row -> text(row, "license_term_start_date"))
            .thenComparing(row -> text(row, "id"));

    /** The file that comes with the project. */
    public static LicenceFile ofChicago() {
        try (InputStream in = LicenceFile.class.getResourceAsStream("/demo/chicago-business-licences.csv")) {
            return read(Objects.requireNonNull(in, "the licence file is missing from the jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LicenceFile read(InputStream csv) throws IOException {
        Map<String, List<Map<String, String>>> terms = new TreeMap<>();
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(csv)) {
            rows.forEachRemaining(row -> terms.computeIfAbsent(text(row, "license_number"), number -> new ArrayList<>())
                    .add(row));
        }
        Map<String, Licence> licences = new TreeMap<>();
        List<LicenceEvent> events = new ArrayList<>();
        terms.forEach((number, rows) -> {
            rows.sort(TERM_ORDER);
            Map<String, String> first = rows.getFirst();
            licences.put(
                    number,
                    new Licence(
                            number,
                            text(first, "account_number"),
                            text(first, "site_number"),
                            text(first, "license_description")));
            addEvents(number, rows, events);
        });
        events.sort(LicenceEvent.ORDER);
        return new LicenceFile(licences, List.copyOf(events));
    }

    private static void addEvents(String number, List<Map<String, String>> rows, List<LicenceEvent> events) {
        for (Map<String, String> row : rows) {
            LocalDate start = date(row, "license_term_start_date");
            LocalDate paid = date(row, "payment_date");
            LocalDate expiration = date(row, "license_term_expiration_date");
            if (row == rows.getFirst()) {
                LocalDate joined = Stream.of(start, paid, date(row, "date_issued"))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow();
                events.add(new LicenceEvent(joined, number, LicenceEvent.Kind.JOIN, start, expiration));
            } else if (paid != null) {
                events.add(new LicenceEvent(paid, number, LicenceEvent.Kind.RENEW, start, expiration));
            }
            LocalDate changed = date(row, "license_status_change_date");
            if (changed != null && List.of("AAC", "REV").contains(text(row, "license_status"))) {
                events.add(new LicenceEvent(changed, number, LicenceEvent.Kind.END, null, null));
            }
        }
    }

    private static String text(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }

    private static @Nullable LocalDate date(Map<String, String> row, String column) {
        String value = text(row, column);
        return value.isBlank() ? null : LocalDate.parse(value);
    }
}
