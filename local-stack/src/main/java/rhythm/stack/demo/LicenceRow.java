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
import java.util.Optional;
import java.util.TreeMap;

/** One row of the licence file: a term of a licence, its cells by the file's column names. */
public record LicenceRow(Map<String, String> cells) {
    /** The order of a licence's terms: by expiration, then start, then id. */
    public static final Comparator<LicenceRow> TERM_ORDER = Comparator.comparing(
                    (LicenceRow row) -> row.text("license_term_expiration_date"))
            .thenComparing(row -> row.text("license_term_start_date"))
            .thenComparing(LicenceRow::id);

    /** The terms of each licence of the file that comes with the project, by number, in their order. */
    public static Map<String, List<LicenceRow>> ofChicago() {
        try (InputStream in = LicenceRow.class.getResourceAsStream("/demo/chicago-business-licences.csv")) {
            return read(Objects.requireNonNull(in, "the licence file is missing from the jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same of any such file. */
    public static Map<String, List<LicenceRow>> read(InputStream csv) throws IOException {
        Map<String, List<LicenceRow>> terms = new TreeMap<>();
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(csv)) {
            rows.forEachRemaining(cells -> {
                LicenceRow row = new LicenceRow(cells);
                terms.computeIfAbsent(row.licence(), number -> new ArrayList<>())
                        .add(row);
            });
        }
        terms.values().forEach(rows -> rows.sort(TERM_ORDER));
        return terms;
    }

    /** The row's own name. */
    public String id() {
        return text("id");
    }

    /** The licence it is a term of. */
    public String licence() {
        return text("license_number");
    }

    /** Where the mails of a licence's holder go. */
    public static String email(String licence) {
        return licence + "@chamber.example";
    }

    /** The day the term ends. */
    public LocalDate expiration() {
        return date("license_term_expiration_date").orElseThrow();
    }

    /** The day the licence was cancelled or revoked in this term. */
    public Optional<LocalDate> ended() {
        return List.of("AAC", "REV").contains(text("license_status"))
                ? date("license_status_change_date")
                : Optional.empty();
    }

    /** A cell; empty when there is none. */
    public String text(String column) {
        return cells.getOrDefault(column, "");
    }

    /** The first date there is in these columns. */
    public Optional<LocalDate> date(String... columns) {
        for (String column : columns) {
            if (!text(column).isBlank()) {
                return Optional.of(LocalDate.parse(text(column)));
            }
        }
        return Optional.empty();
    }
}
