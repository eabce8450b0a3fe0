package rhythm.stack.demo.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedYearsTest {
    private static final YearMonth JANUARY = YearMonth.of(2003, 1);

    @Test
    void aMemberWhoNeverPaysIsNotifiedThenDroppedOneRunAfterTheExclusion() {
        ExpectedYears years = ExpectedYears.of(List.of(join("7", "2003-02-15")), JANUARY, YearMonth.of(2003, 12));
        assertEquals(1, years.months().get(1).notices().size());
        // 60 days after 15 February is 16 April: the run of May would drop, and as the only drop it is put off.
        assertEquals(1, years.months().get(4).excluded().size());
        assertEquals(0, years.months().get(4).drops().size());
        assertEquals(1, years.months().get(5).drops().size());
        assertEquals(0, years.months().get(6).drops().size());
    }

    @Test
    void eventsOfTheFirstItselfComeAfterItsRun() {
        List<LicenceEvent> events = List.of(
                join("7", "2003-02-15"),
                new LicenceEvent(
                        LocalDate.parse("2003-02-01"),
                        "7",
                        LicenceEvent.Kind.RENEW,
                        null,
                        LocalDate.parse("2004-02-15")));
        ExpectedYears years = ExpectedYears.of(events, JANUARY, YearMonth.of(2003, 12));
        assertEquals(1, years.months().get(1).notices().size());
        assertEquals(1, years.months().get(2).changes().size());
        assertEquals(
                0,
                years.months().stream().mapToInt(month -> month.drops().size()).sum());
    }

    @Test
    void theProjectsFileIsReplayedWithExactlyOneExclusion() {
        ExpectedYears years =
                ExpectedYears.of(LicenceFile.ofChicago().events(), YearMonth.of(2002, 1), YearMonth.of(2018, 12));
        assertEquals(204, years.months().size());
        // Both numbers come from a reading of the file by another program.
        assertEquals(
                409,
                years.months().stream()
                        .mapToInt(month -> month.notices().size())
                        .sum());
        assertEquals(
                168,
                years.months().stream().mapToInt(month -> month.drops().size()).sum());
        assertEquals(
                1,
                years.months().stream()
                        .mapToInt(month -> month.excluded().size())
                        .sum());
    }

    private static LicenceEvent join(String licence, String expiration) {
        return new LicenceEvent(
                LocalDate.parse("2002-12-01"), licence, LicenceEvent.Kind.JOIN, null, LocalDate.parse(expiration));
    }
}
