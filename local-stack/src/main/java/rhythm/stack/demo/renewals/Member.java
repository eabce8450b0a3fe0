package rhythm.stack.demo.renewals;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rhythm.stack.demo.LicenceRow;
import rhythm.stack.demo.card.Card;
import rhythm.stack.demo.card.CardEvent;
import rhythm.stack.demo.card.Fate;
import rhythm.stack.demo.membership.Licence;

/** A member at New Year: until when, at which tariff, and either the card that is charged or the habit in which bills are paid. */
record Member(
        Licence licence,
        Tariff tariff,
        LocalDate ends,
        Habit habit,
        @Nullable Card card,
        List<CardEvent> events) {
    static final YearMonth FROM = YearMonth.of(2019, 1);
    static final YearMonth TO = YearMonth.of(2019, 12);
    /** How long before a term ends the next one is billed or charged. */
    static final int BILLING_DAYS = 30;

    /** One member for each licence of the file. */
    static List<Member> of(Map<String, Licence> licences) {
        List<Member> members = new ArrayList<>();
        licences.values().forEach(licence -> members.add(of(licence, members.size())));
        return List.copyOf(members);
    }

    /** Those at even places are billed, the others are charged; each counts its places for itself. */
    private static Member of(Licence licence, int place) {
        boolean isCharged = place % 2 == 1;
        int own = place / 2;
        Tariff tariff = Tariff.values()[own % Tariff.values().length];
        LocalDate ends = FROM.atDay(1).plusDays((place * 37L) % (tariff.months * 30L));
        if (!isCharged) {
            return new Member(licence, tariff, ends, Habit.of(own), null, List.of());
        }
        Fate fate = Fate.of(own);
        YearMonth turn = firstCharge(ends);
        Card card = fate.card(licence.number(), own, turn);
        return new Member(licence, tariff, ends, Habit.NEVER, card, fate.events(card, turn));
    }

    /** The month of the first run that renews a term with this end. */
    private static YearMonth firstCharge(LocalDate ends) {
        LocalDate earliest = ends.minusDays(BILLING_DAYS);
        YearMonth month = YearMonth.from(earliest).plusMonths(earliest.getDayOfMonth() == 1 ? 0 : 1);
        return month.isBefore(FROM) ? FROM : month;
    }

    String number() {
        return licence.number();
    }

    String email() {
        return LicenceRow.email(number());
    }

    /** The line of an order that renews the term with this end. */
    String line(LocalDate end) {
        return "Renewal of %s %s, expiring %s".formatted(licence.program(), number(), end);
    }

    /** The cards that change before the run of a month. */
    List<Card> changes(YearMonth month) {
        return CardEvent.in(month, events);
    }
}
