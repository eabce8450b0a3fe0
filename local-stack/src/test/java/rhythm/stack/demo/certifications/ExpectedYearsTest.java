package rhythm.stack.demo.certifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class ExpectedYearsTest {
    private static final String ISSUE = "a,ISSUE,2003-01-10,2003-01-20,2003-01-25,2003-02-03,2004-02-15,AAI,";

    @Test
    void anApprovedApplicationMakesACertificationInTheNextRunAndItIsDroppedSixtyDaysAfterItsExpiry() {
        List<MonthDeeds> months = replay(ISSUE);
        assertEquals(0, months.get(1).activations().size());
        MonthDeeds.Activation activation = months.get(2).activations().getFirst();
        assertTrue(activation.makesNew());
        assertEquals(LocalDate.parse("2004-02-15"), activation.until());
        assertEquals(1, months.get(13).renewalReminders().size());
        // 60 days after 15 February is 15 April
        assertEquals(0, months.get(15).drops().size());
        assertEquals(1, months.get(16).drops().size());
    }

    @Test
    void aRenewalOfTheRunThatWouldDropOrRemindLeavesTheCertificationAlone() {
        List<MonthDeeds> months = replay(ISSUE, "b,RENEW,,2004-01-02,2004-04-20,2004-04-20,2005-02-15,AAI,");
        assertFalse(months.get(16).activations().getFirst().makesNew());
        assertEquals(0, months.get(16).drops().size());
        months = replay(ISSUE, "b,RENEW,,2004-01-02,2004-01-20,2004-01-20,2005-02-15,AAI,");
        assertEquals(0, months.get(13).renewalReminders().size());
    }

    @Test
    void anUnpaidApplicationIsRemindedThenExpires() {
        List<MonthDeeds> months = replay("a,ISSUE,2003-01-10,2003-01-20,,2003-02-03,2004-02-15,AAI,");
        // 150 days after 10 January is 9 June
        assertEquals(1, months.get(5).applicationReminders().size());
        assertEquals(1, months.get(6).expiries().size());
        assertTrue(months.stream().allMatch(month -> month.activations().isEmpty()));
    }

    @Test
    void aSecondApprovalWaitsUntilTheRunHasMadeTheCertification() {
        List<MonthDeeds> months = replay(ISSUE, "b,RENEW,,2003-01-10,2003-02-20,2003-02-20,2005-02-15,AAI,");
        assertEquals(1, months.get(2).activations().size());
        assertFalse(months.get(3).activations().getFirst().makesNew());
    }

    @Test
    void aCancelledApplicationIsRejectedAndACancelledCertificationRetires() {
        ExpectedYears years = years("a,ISSUE,2003-01-10,2003-01-10,,,2004-02-15,AAC,2003-03-01");
        assertTrue(years.applications().toString().contains("status=rejected"));
        years = years("a,ISSUE,2003-01-10,2003-01-20,2003-01-25,2003-02-03,2004-02-15,AAC,2003-05-05");
        assertTrue(years.certifications().toString().contains("status=retired"));
    }

    @Test
    void theProjectsFileIsReplayedAsAnotherProgramReadsIt() {
        ApplicationFile file = ApplicationFile.ofChicago();
        assertEquals(16, file.programs().size());
        List<MonthDeeds> months =
                ExpectedYears.of(file.events(), YearMonth.of(2002, 1), YearMonth.of(2018, 12)).months().stream()
                        .map(ExpectedMonth::deeds)
                        .toList();
        assertEquals(204, months.size());
        assertEquals(550, sum(months, month -> month.activations().size()));
        assertEquals(181, sum(months, month -> (int) month.activations().stream()
                .filter(MonthDeeds.Activation::makesNew)
                .count()));
        assertEquals(411, sum(months, month -> month.renewalReminders().size()));
        assertEquals(52, sum(months, month -> month.applicationReminders().size()));
        assertEquals(36, sum(months, month -> month.expiries().size()));
        assertEquals(166, sum(months, month -> month.drops().size()));
    }

    private static int sum(List<MonthDeeds> months, ToIntFunction<MonthDeeds> count) {
        return months.stream().mapToInt(count).sum();
    }

    private static ExpectedYears years(String... rows) {
        return ExpectedYears.of(Rows.file(rows).events(), YearMonth.of(2003, 1), YearMonth.of(2004, 12));
    }

    private static List<MonthDeeds> replay(String... rows) {
        return years(rows).months().stream().map(ExpectedMonth::deeds).toList();
    }
}
