package rhythm.kernel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessDaysTest {
    private static final LocalDate TUESDAY = LocalDate.of(2024, 5, 14);

    @ParameterizedTest
    @CsvSource({
        // Labor Day is a Monday; Independence Day a Thursday.
        "US, 2024-09-03, 1, 2024-08-30",
        "US, 2024-07-05, 1, 2024-07-03",
        // Lincoln's birthday is kept in Illinois, not everywhere.
        "US, 2024-02-13, 1, 2024-02-12",
        "US-il, 2024-02-13, 1, 2024-02-09",
        // From Maundy Thursday to the Tuesday after Easter.
        "DE, 2024-04-02, 1, 2024-03-28",
        "DE, 2025-01-07, 1, 2025-01-06",
        "DE-by, 2025-01-07, 1, 2025-01-03",
        "de-BY, 2025-01-07, 1, 2025-01-03",
        "DE, 2024-03-01, 2, 2024-02-28",
    })
    void goBackOverHolidaysAndWeekends(String calendar, LocalDate from, int days, LocalDate expected) {
        assertEquals(expected, BusinessDays.without(calendar).minus(from, days));
    }

    @Test
    void knowTheListedHolidays() {
        var days = BusinessDays.of(null, Set.of(TUESDAY.minusDays(1)));
        assertEquals(TUESDAY.minusDays(4), days.minus(TUESDAY, 1));
        assertEquals(TUESDAY, days.minus(TUESDAY, 0));
        assertFalse(days.contains(TUESDAY.minusDays(1)));
    }

    @Test
    void followWhateverTheSettingsName() {
        assertTrue(BusinessDays.of(null, null).contains(TUESDAY));
        assertTrue(BusinessDays.of(" ", null).contains(LocalDate.of(2024, 7, 4)));
        var both = BusinessDays.of("US", Set.of(TUESDAY));
        assertFalse(both.contains(TUESDAY));
        assertFalse(both.contains(LocalDate.of(2024, 7, 4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZZ", "US-zz", "USA", "", "../us", "US-", "test"})
    void refuseACalendarThatIsNone(String calendar) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> BusinessDays.without(calendar));
        assertTrue(String.valueOf(refusal.getMessage()).contains("'" + calendar + "'"));
    }

    @Test
    void areNotCountedBelowNone() {
        var days = BusinessDays.of(null, null);
        assertThrows(IllegalArgumentException.class, () -> days.minus(TUESDAY, -1));
    }
}
