package rhythm.kernel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeDateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "2024-02-29, 1, before, years, reference date, 2023-02-28",
        "2023-02-28, 1, after, years, reference date, 2024-02-29",
        "2024-02-28, 1, after, years, reference date, 2025-02-28",
        "2024-01-31, 1, after, months, reference date, 2024-02-29",
        "2024-01-30, 1, after, months, reference date, 2024-02-29",
        "2023-02-28, 1, after, months, reference date, 2023-03-31",
        "2024-04-30, 2, before, months, reference date, 2024-02-29",
        "2024-02-29, 30, after, days, reference date, 2024-03-30",
        "2024-05-15, 2, before, weeks, beginning of the week, 2024-04-29",
        "2024-05-15, 0, after, days, end of the week, 2024-05-19",
        "2024-05-15, 1, after, months, end of the month, 2024-06-30",
        "2024-05-15, 1, before, months, beginning of the month, 2024-04-01",
        "2024-05-31, 0, after, days, beginning of the quarter, 2024-04-01",
        "2024-05-31, 1, after, days, end of the quarter, 2024-07-01",
        "2024-05-15, 9, on, years, beginning of the year, 2024-01-01",
        "2024-05-15, 9, on, years, end of the year, 2024-12-31",
    })
    void goesToTheBoundaryAndThenTheOffset(
            LocalDate reference, int number, String position, String unit, String relativeTo, LocalDate expected)
            throws JsonProcessingException {
        var date = read("""
                {"number": %d, "position": "%s", "unit_of_time": "%s", "relative_to": "%s"}
                """.formatted(number, position, unit, relativeTo));
        assertEquals(List.of(), date.violations());
        assertEquals(expected, date.resolve(reference, DayOfWeek.MONDAY));
    }

    @Test
    void startsTheWeekWhereTheTenantDoes() throws JsonProcessingException {
        var date = read("{\"position\": \"on\", \"relative_to\": \"end of the week\"}");
        assertEquals(LocalDate.of(2024, 5, 18), date.resolve(LocalDate.of(2024, 5, 12), DayOfWeek.SUNDAY));
        assertEquals(LocalDate.of(2024, 5, 12), date.resolve(LocalDate.of(2024, 5, 12), DayOfWeek.MONDAY));
    }

    @Test
    void saysWhatIsMissing() throws JsonProcessingException {
        assertEquals(List.of("position", "relative_to"), fields("{}"));
        assertEquals(List.of("relative_to", "number", "unit_of_time"), fields("{\"position\": \"before\"}"));
        assertEquals(
                List.of("number"),
                fields("{\"number\": -1, \"position\": \"after\", \"unit_of_time\": \"days\","
                        + " \"relative_to\": \"reference date\"}"));
    }

    @Test
    void isNoDateWhileSomethingIsMissing() throws JsonProcessingException {
        var nothing = read("{}");
        var half = read("{\"position\": \"before\", \"relative_to\": \"reference date\"}");
        var today = LocalDate.of(2024, 5, 12);
        assertThrows(IllegalStateException.class, () -> nothing.resolve(today, DayOfWeek.MONDAY));
        assertThrows(IllegalStateException.class, () -> half.resolve(today, DayOfWeek.MONDAY));
    }

    private static List<String> fields(String json) throws JsonProcessingException {
        return read(json).violations().stream()
                .map(RelativeDate.Violation::field)
                .toList();
    }

    private static RelativeDate read(String json) throws JsonProcessingException {
        return JSON.readValue(json, RelativeDate.class);
    }
}
