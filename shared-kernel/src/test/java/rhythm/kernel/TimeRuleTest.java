package rhythm.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody asks the machine what day it is, in Java or in SQL: the time is handed in, and tests say which. */
class TimeRuleTest {
    /** Calls of {@code now()} without a clock, system clocks, and Postgres' own idea of the present. */
    private static final Pattern REAL_TIME = Pattern.compile(String.join(
            "|",
            "\\b(Instant|Local(Date|Time|DateTime)|OffsetDateTime|ZonedDateTime|Year|YearMonth|MonthDay)\\s*\\.\\s*now\\s*\\(\\s*\\)",
            "\\bClock\\s*\\.\\s*(system|tick)",
            "\\b(currentTimeMillis|Calendar\\.getInstance)\\b",
            "\\bnew\\s+(Date|GregorianCalendar)\\s*\\(\\s*\\)",
            "\\b(clock|statement|transaction)_timestamp\\s*\\(",
            "\\bcurrent_(date|timestamp|time)\\b",
            "\\blocal(time|timestamp)\\b"));

    /** Postgres' function, unless the source has a method of that name. */
    private static final Pattern NOW = Pattern.compile("(?<![.\\w])(now|NOW)\\s*\\(\\s*\\)");

    private static final Pattern OWN_NOW = Pattern.compile("\\w+ now\\(\\) \\{");

    /** Where real time comes in, once for the services, once for tests, once for the suite's own commands. */
    private static final Set<String> DOORS = Set.of("Time.java", "RunningClock.java", "CalendarDay.java", "Load.java");

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void nobody_reads_the_machines_date() throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> sources = sources();
        assertTrue(sources.size() > 600, () -> "too few sources in " + ROOT + ": " + sources.size());
        for (Path source : sources) {
            List<String> lines = Files.readAllLines(source);
            boolean hasOwn =
                    lines.stream().anyMatch(line -> OWN_NOW.matcher(line).find());
            for (int i = 0; i < lines.size(); i++) {
                if (isRealTime(lines.get(i), hasOwn)) {
                    found.add(ROOT.relativize(source) + ":" + (i + 1) + " "
                            + lines.get(i).strip());
                }
            }
        }
        assertEquals("", String.join("\n", found));
    }

    private static boolean isRealTime(String line, boolean hasOwnNow) {
        return REAL_TIME.matcher(line).find()
                || (!hasOwnNow && NOW.matcher(line).find());
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().matches(".*/src/(main|test)/.*\\.(java|sql)"))
                    .filter(file -> !DOORS.contains(file.getFileName().toString()))
                    .filter(file -> !file.getFileName().toString().equals("TimeRuleTest.java"))
                    .filter(file -> !file.startsWith(ROOT.resolve("benchmarks")))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Instant begun = Instant.now();",
                "LocalDate . now ( )",
                "Clock.systemUTC()",
                "new Date()",
                "System.currentTimeMillis()",
                "values ($1, 1, now(), 'ann')",
                "set leased_until = NOW() + interval '1 day'",
                "clock_timestamp()",
                "where day < current_date"
            })
    void what_reads_it_is_found(String line) {
        assertTrue(isRealTime(line, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Instant now = moment.now();",
                "LocalDate.now(clock)",
                "private OffsetDateTime now() {",
                "OffsetDateTime now = now();",
                "from tenant_clocks t",
                "current_database()"
            })
    void what_does_not_is_not(String line) {
        assertFalse(isRealTime(line, true));
    }
}
