package rhythm.stack.demo.collect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rhythm.stack.demo.card.Card;
import rhythm.stack.demo.card.CardEvent;
import rhythm.stack.demo.card.Fate;
import rhythm.stack.demo.membership.Licence;

/** A member's dues for the year in installments, the card they are charged to, and what becomes of it. */
record Plan(Licence licence, List<Installment> installments, Card card, List<CardEvent> events) {
    static final YearMonth FROM = YearMonth.of(2019, 1);
    static final YearMonth TO = YearMonth.of(2019, 12);

    private static final int[] PARTS = {12, 4, 12, 2};

    /** A part of the dues. */
    record Installment(String id, LocalDate due, BigDecimal amount) {}

    /** One plan for each licence of the file. */
    static List<Plan> of(Map<String, Licence> licences) {
        List<Plan> plans = new ArrayList<>();
        licences.values().forEach(licence -> plans.add(of(licence, plans.size())));
        return List.copyOf(plans);
    }

    private static Plan of(Licence licence, int place) {
        int parts = PARTS[place % PARTS.length];
        int step = 12 / parts;
        Fate fate = Fate.of(place);
        // The month in which the card misbehaves is one in which an installment is charged.
        int turn = (1 + place / 20 % 5 + step - 1) / step * step;
        YearMonth month = FROM.plusMonths(turn);
        Card card = fate.card(licence.number(), place, month);
        return new Plan(licence, installments(place, parts), card, fate.events(card, month));
    }

    private static List<Installment> installments(int place, int parts) {
        BigDecimal total = BigDecimal.valueOf(9_000 + place * 7_919L % 60_000, 2);
        BigDecimal part = total.divide(BigDecimal.valueOf(parts), 2, RoundingMode.DOWN);
        LocalDate first = FROM.minusMonths(1).atDay(13 + place % 15);
        List<Installment> installments = new ArrayList<>();
        for (int i = 1; i <= parts; i++) {
            BigDecimal amount = i < parts ? part : total.subtract(part.multiply(BigDecimal.valueOf(parts - 1L)));
            installments.add(new Installment(String.valueOf(i), first.plusMonths((i - 1L) * 12 / parts), amount));
        }
        return List.copyOf(installments);
    }

    String number() {
        return licence.number();
    }

    /** What the schedule is called, and the mails about it. */
    String name() {
        return "Dues " + licence.number();
    }

    String email() {
        return email(licence.account());
    }

    /** A holder of several licences has one address. */
    static String email(String account) {
        return "account" + account + "@chamber.example";
    }

    /** The cards that change before the run of a month. */
    List<Card> changes(YearMonth month) {
        return CardEvent.in(month, events);
    }
}
