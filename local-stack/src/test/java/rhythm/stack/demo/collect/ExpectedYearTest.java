package rhythm.stack.demo.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import rhythm.stack.demo.card.Card;
import rhythm.stack.demo.card.CardEvent;
import rhythm.stack.demo.membership.Licence;
import rhythm.stack.demo.membership.LicenceFile;

class ExpectedYearTest {
    private static final Card CARD = new Card("7", 1, YearMonth.of(2026, 1), "success");

    @Test
    void aCardThatPaysIsChargedEveryMonthAndThePlanIsCompleted() {
        ExpectedYear year = year(CARD);
        assertEquals(Map.of("7", new BigDecimal("10.10")), deeds(year, 1).charged);
        assertEquals(List.of("Dues 7 is completed: 1 paid 10.10, 2 paid 10.10, 3 paid 10.12"), year.standings());
    }

    @Test
    void threeDeclinesSuspendAPlanWhichIsRemindedAndThenCancelled() {
        ExpectedYear year = year(CARD.saying("do_not_honor"));
        assertEquals(Map.of("7", new BigDecimal("30.32")), deeds(year, 3).suspended);
        assertEquals(2, deeds(year, 4).mails.size(), "a reminder and a statement");
        // suspended on 1 March; 60 days later is 30 April
        assertEquals(List.of("7"), deeds(year, 5).cancelled);
        assertEquals(
                List.of("Dues 7 is cancelled: 1 failed 10.10, 2 cancelled 10.10, 3 cancelled 10.12"), year.standings());
    }

    @Test
    void aHardDeclineSuspendsAtOnceAndAnotherCardRecoversAllThatIsDue() {
        Card lost = CARD.saying("lost_card");
        ExpectedYear year = year(lost, new CardEvent(YearMonth.of(2019, 3), lost.next()));
        assertEquals(Map.of("7", new BigDecimal("10.10")), deeds(year, 1).declined);
        assertEquals(1, deeds(year, 1).suspended.size());
        assertEquals(Map.of("7", new BigDecimal("30.32")), deeds(year, 3).charged);
        assertEquals(new BigDecimal("10.10"), deeds(year, 3).recovered);
    }

    @Test
    void theProjectsPlansComeToTheseSums() {
        List<Plan> plans = Plan.of(LicenceFile.ofChicago().licences());
        ExpectedYear year = ExpectedYear.of(plans, Plan.TO);
        assertEquals(184, year.standings().size());
        assertEquals(12, year.months().size());
        // These numbers come from a reading by another program; that was of expired cards that were asked again, so
        // that what is
        // declined is what the gateway's own ledger says in the demo.
        assertEquals(new BigDecimal("66477.12"), sum(year, deeds -> deeds.charged.values()));
        assertEquals(new BigDecimal("7210.05"), sum(year, deeds -> deeds.declined.values()));
        assertEquals(new BigDecimal("4966.25"), sum(year, deeds -> List.of(deeds.recovered)));
        assertEquals(new BigDecimal("11108.16"), sum(year, deeds -> deeds.suspended.values()));
        assertEquals(
                1587,
                year.months().stream()
                        .mapToInt(month -> month.deeds().mails.size())
                        .sum());
    }

    private static BigDecimal sum(ExpectedYear year, Function<MonthDeeds, Collection<BigDecimal>> amounts) {
        return year.months().stream()
                .flatMap(month -> amounts.apply(month.deeds()).stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static ExpectedYear year(Card card, CardEvent... events) {
        List<Plan.Installment> installments = List.of(
                new Plan.Installment("1", LocalDate.parse("2018-12-20"), new BigDecimal("10.10")),
                new Plan.Installment("2", LocalDate.parse("2019-01-20"), new BigDecimal("10.10")),
                new Plan.Installment("3", LocalDate.parse("2019-02-20"), new BigDecimal("10.12")));
        return ExpectedYear.of(
                List.of(new Plan(new Licence("7", "70", "1", "Tavern"), installments, card, List.of(events))), Plan.TO);
    }

    private static MonthDeeds deeds(ExpectedYear year, int month) {
        return year.months().get(month - 1).deeds();
    }
}
