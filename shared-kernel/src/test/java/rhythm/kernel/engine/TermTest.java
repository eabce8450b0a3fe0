package rhythm.kernel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhythm.kernel.bench.TestDatabase;

/** The law of terms: the design's own dates, and that Java and the database say the same. */
class TermTest {
    private static Term next(String ended, int months, String paid) {
        return Term.after(LocalDate.parse(ended), null, months, false, LocalDate.parse(paid), Term.Law.USUAL);
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-31, 1, 2027-02-28 2027-03-31 2027-04-30",
        "2027-02-28, 12, 2028-02-29 2029-02-28",
        "2028-02-29, 12, 2029-02-28 2030-02-28 2031-02-28 2032-02-29",
        "2027-01-30, 1, 2027-02-28 2027-03-30",
        "2026-11-30, 3, 2027-02-28 2027-05-31",
        "2026-12-26, 12, 2027-12-26 2028-12-26"
    })
    void months_do_not_drift(String ended, int months, String ends) {
        Term term = new Term(LocalDate.MIN, LocalDate.parse(ended), Term.anchorOf(LocalDate.parse(ended)));
        for (String expected : ends.split(" ")) {
            LocalDate before = term.ends();
            term = Term.after(before, term.anchorDay(), months, false, before, Term.Law.USUAL);
            assertEquals(LocalDate.parse(expected), term.ends());
            assertEquals(before.plusDays(1), term.starts());
        }
    }

    @ParameterizedTest
    @CsvSource({
        // paid within 60 days: it goes on
        "2026-10-31, 12, 2026-12-28, 2026-11-01, 2027-10-31",
        "2026-10-31, 12, 2026-12-30, 2026-11-01, 2027-10-31",
        // later, it begins on the day of payment
        "2026-10-31, 12, 2026-12-31, 2026-12-31, 2027-12-30",
        "2025-03-31, 12, 2026-11-26, 2026-11-26, 2027-11-25",
        // within 60 days, but the month that goes on would be over
        "2026-10-15, 1, 2026-12-01, 2026-12-01, 2026-12-31",
        "2026-10-15, 1, 2026-11-15, 2026-10-16, 2026-11-15"
    })
    void a_lapsed_term_begins_on_the_day_it_is_paid(String ended, int months, String paid, String starts, String ends) {
        Term term = next(ended, months, paid);
        assertEquals(starts + " to " + ends, term.starts() + " to " + term.ends());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-31, 12, 2026-12-01, 2027-01-01, 2027-12-31",
        "2025-12-31, 12, 2026-06-15, 2026-06-15, 2026-12-31",
        "2025-12-31, 12, 2026-09-30, 2026-09-30, 2026-12-31",
        "2025-12-31, 12, 2026-10-01, 2026-10-01, 2027-12-31",
        "2024-12-31, 24, 2026-06-15, 2026-06-15, 2027-12-31"
    })
    void calendar_terms_end_with_the_year(String ended, int months, String paid, String starts, String ends) {
        Term term = Term.after(LocalDate.parse(ended), null, months, true, LocalDate.parse(paid), Term.Law.USUAL);
        assertEquals(starts + " to " + ends, term.starts() + " to " + term.ends());
    }

    private static final LocalDate FIRST = LocalDate.of(2023, 12, 31);
    private static final int EIGHT_YEARS = 2922;

    /** Every day of eight years and 1 to 60 months, paid between 100 days before and 1,000 after the old term's end. */
    @Test
    void the_database_says_the_same_of_every_day() {
        List<String> differing = new ArrayList<>();
        try (TestDatabase database = new TestDatabase("terms", "db/kernel")) {
            database.tenants.inTenant(TestDatabase.TENANT, tx -> {
                tx.run("""
                        select d.day, m.months, d.is_calendar, d.day + (m.months * 37 + (d.day - $1) * 13) % 1100 - 100 as paid,
                          n.starts, n.ends, n.anchor_day
                        from (select $1::date + i as day, b.is_calendar from generate_series(0, $2::int - 1) i,
                          (values (false), (true)) b (is_calendar)) d
                        cross join generate_series(1, 60) as m (months)
                        cross join lateral next_term(d.day, null, m.months, d.is_calendar,
                          d.day + (m.months * 37 + (d.day - $1) * 13) % 1100 - 100, 60, 10) n""", FIRST, EIGHT_YEARS).forEach(row -> {
                    Term term = Term.after(
                            row.getLocalDate(0),
                            null,
                            row.getInteger(1),
                            row.getBoolean(2),
                            row.getLocalDate(3),
                            Term.Law.USUAL);
                    Term other = new Term(row.getLocalDate(4), row.getLocalDate(5), row.getInteger(6));
                    if (!term.equals(other)) {
                        differing.add(
                                row.getLocalDate(0) + " + " + row.getInteger(1) + ", paid " + row.getLocalDate(3));
                    }
                    // whoever has just paid is not due to be dropped
                    assertFalse(row.getLocalDate(3).isAfter(row.getLocalDate(0))
                            && term.ends().isBefore(row.getLocalDate(3)));
                });
                return null;
            });
        }
        assertEquals(List.of(), differing.stream().limit(10).toList());
    }
}
