package rhythm.kernel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 LW * *|01-30 02-27 03-31 04-30",
                "0 0 L * *|01-31 02-28 03-31 04-30",
                "0 0 L-3 * *|01-28 02-25 03-28 04-27",
                "0 0 15W * *|01-15 02-16 03-16 04-15",
                "0 0 1W * *|02-02 03-02 04-01 05-01",
                "0 0 31W * *|01-30 02-27 03-31 04-30",
                "0 0 15,L * *|01-15 01-31 02-15 02-28",
                "0 0 1W,LW * *|01-30 02-02 02-27 03-02",
                "0 0 * * 5L|01-30 02-27 03-27 04-24",
                "0 0 * * 0L|01-25 02-22 03-29 04-26",
                "0 0 * * 7#1|01-04 02-01 03-01 04-05",
                "0 0 * * TUE#5|03-31 06-30 09-29 12-29",
                "0 0 * * 0|01-04 01-11 01-18 01-25",
                "0 0 * * 7|01-04 01-11 01-18 01-25",
                "0 0 * * 5-7|01-02 01-03 01-04 01-09",
                "0 0 * * sun-tue|01-04 01-05 01-06 01-11",
                "0 0 1 * 1|01-05 01-12 01-19 01-26",
                "0 0 3 * 1#1|01-03 01-05 02-02 02-03",
                "0 0 ? * 1|01-05 01-12 01-19 01-26",
                "0 0 */10 * *|01-11 01-21 01-31 02-01",
                "0 0 */2 * 1|01-05 01-19 02-09 02-23",
                "0 0 5/10 JAN,MAR-APR *|01-05 01-15 01-25 03-05",
                "0 0 31 * *|01-31 03-31 05-31 07-31",
            })
    void runsOnTheDaysItNames(String expression, String expected) {
        assertEquals(expected, days(expression));
    }

    private static String days(String expression) {
        var schedule = Schedule.parse(expression);
        var days = new ArrayList<String>();
        var time = at("2026-01-01T00:00", "Europe/Berlin");
        for (int i = 0; i < 4; i++) {
            time = schedule.next(time);
            days.add("%tm-%<td".formatted(time));
        }
        return String.join(" ", days);
    }

    @ParameterizedTest
    @CsvSource({
        // The hour that spring skips: right after it, and once.
        "30 2 * * *, Europe/Berlin, 2026-03-29T00:00+01:00, 2026-03-29T03:00+02:00",
        "30 2 * * *, Europe/Berlin, 2026-03-29T03:00+02:00, 2026-03-30T02:30+02:00",
        "15 2 * * *, America/Chicago, 2026-03-08T01:59-06:00, 2026-03-08T03:00-05:00",
        "*/20 * * * *, America/Chicago, 2026-03-08T01:40-06:00, 2026-03-08T03:00-05:00",
        "*/20 * * * *, America/Chicago, 2026-03-08T03:00-05:00, 2026-03-08T03:20-05:00",
        // The hour that autumn repeats: the first of the two, and once.
        "30 2 * * *, Europe/Berlin, 2026-10-25T00:00+02:00, 2026-10-25T02:30+02:00",
        "30 2 * * *, Europe/Berlin, 2026-10-25T02:30+02:00, 2026-10-26T02:30+01:00",
        "30 2 * * *, Europe/Berlin, 2026-10-25T02:10+01:00, 2026-10-26T02:30+01:00",
        "30 1 * * *, America/Chicago, 2026-11-01T01:00-05:00, 2026-11-01T01:30-05:00",
        "30 1 * * *, America/Chicago, 2026-11-01T01:30-05:00, 2026-11-02T01:30-06:00",
        // A day that an island left out.
        "0 10 30 12 *, Pacific/Apia, 2011-12-01T00:00-10:00, 2011-12-31T00:00+14:00",
        // Seconds and the minute itself are past.
        "0 6 * * *, Europe/Berlin, 2026-06-01T06:00+02:00, 2026-06-02T06:00+02:00",
        "0 6 * * *, Europe/Berlin, 2026-06-01T05:59:59+02:00, 2026-06-01T06:00+02:00",
        "0 6 29 2 *, Europe/Berlin, 2024-02-29T06:00+01:00, 2028-02-29T06:00+01:00",
        "0 6 29 2 *, Europe/Berlin, 2096-02-29T06:00+01:00, 2104-02-29T06:00+01:00",
    })
    void keepsToTheTenantsClock(String expression, String zone, String after, String expected) {
        var id = ZoneId.of(zone);
        var next = Schedule.parse(expression).next(ZonedDateTime.parse(after).withZoneSameInstant(id));
        assertEquals(ZonedDateTime.parse(expected).toInstant(), next.toInstant());
        assertEquals(id, next.getZone());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 6 1 * *|At 06:00, on day 1 of the month",
                "0 6,18 * * MON-FRI|At 06:00 and 18:00, on Monday to Friday",
                "30 9 * * *|At 09:30, every day",
                "0 6 15,L * *|At 06:00, on day 15 and the last day of the month",
                "0 6 L-3 1,7 *|At 06:00, on the 3rd day before the last of the month in January and July",
                "0 6 LW */3 *|At 06:00, on the last weekday of the month in every 3rd month",
                "0 6 1W * 1#2|At 06:00, on the weekday nearest day 1 of the month or on the 2nd Monday of the month",
                "0 6 * * 5L|At 06:00, on the last Friday of the month",
                "0 6 */2 * 0|At 06:00, on every 2nd day of the month if it is Sunday",
                "5/11 8-17 1-10/2 * *|At minute every 11th minute from 5 on past hour 8 to 17,"
                        + " on every 2nd day from day 1 to 10 of the month",
                "* * * * *|Every minute of every hour, every day",
            })
    void saysItselfInEnglish(String expression, String expected) {
        assertEquals(expected, Schedule.parse(expression).humanReadable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "daily",
                "@daily",
                "0 0 * *",
                "0 0 * * * *",
                "60 0 * * *",
                "0 24 * * *",
                "0 0 0 * *",
                "0 0 32 * *",
                "0 0 * 13 *",
                "0 0 * * 8",
                "0 0 30 2 *",
                "0 0 5-1 * *",
                "0 0 40W * *",
                "0 0 5L * *",
                "0 0 * * L",
                "0 0 * * 1#6",
                "0 0 * * 1#0",
                "0 0 1,? * *",
                "*/0 * * * *",
                "0|0 0|1 * * *",
                "-1 0 * * *",
                "L 0 * * *",
            })
    void refusesWhatMeansNothing(String expression) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Schedule.parse(expression));
        assertTrue(String.valueOf(refusal.getMessage()).contains("schedule"), refusal.getMessage());
    }

    @Test
    void isWrittenAsItWasRead() {
        assertEquals("0 6 1 JAN *", Schedule.parse(" 0 6 1 jan * ").toString());
    }

    private static ZonedDateTime at(String local, String zone) {
        return LocalDateTime.parse(local).atZone(ZoneId.of(zone));
    }
}
