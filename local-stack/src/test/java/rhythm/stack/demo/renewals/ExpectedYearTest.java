package rhythm.stack.demo.renewals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rhythm.stack.demo.Money;
import rhythm.stack.demo.card.Card;
import rhythm.stack.demo.membership.Licence;
import rhythm.stack.demo.membership.LicenceFile;

class ExpectedYearTest {
    private static final LocalDate END = LocalDate.parse("2019-03-20");
    private static final BigDecimal PRICE = Tariff.YEAR.price;
    private static final Card CARD = new Card("7", 1, YearMonth.of(2026, 1), "success");

    @Test
    void whoPaysInTimeIsBilledOnceAndRenewed() {
        ExpectedYear year = year(Habit.PROMPT, null);
        assertEquals(Map.of("7", PRICE), deeds(year, 3).ordered);
        assertEquals(Map.of("7", END.plusYears(1)), deeds(year, 4).renewed);
        assertEquals(List.of("licence 7 active until 2020-03-20"), year.standings());
        assertEquals(List.of("Renewal of Tavern 7, expiring 2019-03-20: paid of 240.00, open 0.00"), year.bills());
    }

    @Test
    void whoNeverPaysIsRemindedOnceAndDroppedSixtyDaysAfterTheEnd() {
        ExpectedYear year = year(Habit.NEVER, null);
        assertEquals(List.of("7"), deeds(year, 4).reminded);
        assertEquals(List.of(), deeds(year, 5).reminded);
        // 60 days after 20 March is 19 May
        assertEquals(List.of("7"), deeds(year, 6).dropped);
        assertEquals(List.of("licence 7 inactive until 2019-03-20"), year.standings());
    }

    @Test
    void whoPaysWhenTheListIsMadeIsNotDropped() {
        ExpectedYear year = year(Habit.LAST_MINUTE, null);
        assertEquals(List.of(new Payment("7", LocalDate.parse("2019-06-01"), PRICE)), deeds(year, 6).lastMinute);
        assertEquals(List.of(), deeds(year, 6).dropped);
        // 73 days late: a year from the day of payment on
        assertEquals(List.of("licence 7 active until 2020-05-31"), year.standings());
    }

    @Test
    void whoPaysAfterTheDropIsAMemberAgain() {
        ExpectedYear year = year(Habit.TOO_LATE, null);
        assertEquals(List.of("7"), deeds(year, 6).dropped);
        // paid on 23 June
        assertEquals(Map.of("7", LocalDate.parse("2020-06-22")), deeds(year, 7).renewed);
    }

    @Test
    void halvesRenewWhenTheSecondIsPaid() {
        ExpectedYear year = year(Habit.HALVES, null);
        assertEquals(PRICE, deeds(year, 4).paid().add(deeds(year, 5).paid()));
        assertEquals(List.of("7"), deeds(year, 4).reminded);
        assertEquals(Map.of("7", END.plusYears(1)), deeds(year, 5).renewed);
    }

    @Test
    void aCardIsChargedAheadOfTheEndAndADeclinedOneAgainUntilTheDrop() {
        assertEquals(Map.of("7", PRICE), deeds(year(Habit.NEVER, CARD), 3).charged);
        ExpectedYear declined = year(Habit.NEVER, CARD.saying("do_not_honor"));
        assertEquals(
                List.of(3, 4, 5),
                declined.months().stream()
                        .filter(month -> !month.deeds().declined.isEmpty())
                        .map(month -> month.first().getMonthValue())
                        .toList());
        assertEquals(List.of("7"), deeds(declined, 6).dropped);
    }

    @Test
    void aStolenCardIsAskedOnceAndDeclinedUntilTheDrop() {
        ExpectedYear stolen = year(Habit.NEVER, CARD.saying("stolen_card"));
        assertEquals(Map.of("7", PRICE), deeds(stolen, 3).declined);
        assertEquals(List.of(), deeds(stolen, 3).declinedUnasked);
        for (int month = 4; month < 6; month++) {
            assertEquals(Map.of(), deeds(stolen, month).declined);
            assertEquals(List.of("7"), deeds(stolen, month).declinedUnasked);
        }
        assertEquals(List.of("7"), deeds(stolen, 6).dropped);
    }

    @Test
    void theProjectsMembersComeToTheseSums() {
        ExpectedYear year = ExpectedYear.of(Member.of(LicenceFile.ofChicago().licences()), Member.TO);
        assertEquals(184, year.standings().size());
        // These numbers come from a reading by another program; that was of expired cards that were asked again, so
        // that what is
        // declined is what the gateway's own ledger says in the demo.
        assertEquals("20356.90", sum(year, deeds -> deeds.ordered.values()));
        assertEquals("15082.22", sum(year, deeds -> List.of(deeds.paid())));
        assertEquals("20300.00", sum(year, deeds -> deeds.charged.values()));
        assertEquals("5489.80", sum(year, deeds -> deeds.declined.values()));
        assertEquals(40, count(year, deeds -> deeds.declined.keySet()));
        assertEquals(16, count(year, deeds -> deeds.declinedUnasked));
        assertEquals(318, count(year, deeds -> deeds.renewed.keySet()));
        assertEquals(103, count(year, deeds -> deeds.reminded));
        assertEquals(39, count(year, deeds -> deeds.dropped));
        assertEquals(540, count(year, deeds -> deeds.mails));
    }

    private static String sum(ExpectedYear year, Function<MonthDeeds, Collection<BigDecimal>> amounts) {
        return Money.sum(year.months().stream()
                        .flatMap(month -> amounts.apply(month.deeds()).stream())
                        .toList())
                .toPlainString();
    }

    private static int count(ExpectedYear year, Function<MonthDeeds, Collection<?>> deeds) {
        return year.months().stream()
                .mapToInt(month -> deeds.apply(month.deeds()).size())
                .sum();
    }

    private static ExpectedYear year(Habit habit, @Nullable Card card) {
        Licence licence = new Licence("7", "70", "1", "Tavern");
        return ExpectedYear.of(List.of(new Member(licence, Tariff.YEAR, END, habit, card, List.of())), Member.TO);
    }

    private static MonthDeeds deeds(ExpectedYear year, int month) {
        return year.months().get(month - 1).deeds();
    }
}
