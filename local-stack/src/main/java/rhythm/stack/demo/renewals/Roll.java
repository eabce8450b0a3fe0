package rhythm.stack.demo.renewals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import rhythm.stack.demo.card.Card;

/** The chamber's own roll of the year: who is billed, charged, reminded and dropped, by the members and the rules of its runs alone. */
final class Roll {
    static final int DROP_DAYS = 60;

    /** So often a card without money is asked for one term. */
    private static final int ATTEMPTS = 3;

    private static final int LONG_AGO = 10_000;
    /** Members pay so many days before the run that finds it out. */
    private static final int DAYS_BEFORE = 8;

    private final Map<String, Standing> standings = new TreeMap<>();
    private final List<Bill> bills = new ArrayList<>();

    Roll(List<Member> members) {
        members.forEach(member -> standings.put(member.number(), new Standing(member)));
    }

    void take(Card card) {
        Objects.requireNonNull(standings.get(card.licence())).card = card;
    }

    /** All that is paid before the run of this day, and all that the run does. */
    MonthDeeds run(LocalDate day) {
        MonthDeeds deeds = new MonthDeeds();
        standings.values().forEach(one -> pay(one, one.pays(day), day.minusDays(DAYS_BEFORE), deeds.payments, deeds));
        List<Standing> billed = in(one -> one.card == null && one.bill == null && isDue(one, day));
        List<Standing> charged = in(one -> one.card != null && isDue(one, day));
        List<Standing> reminded = in(
                one -> one.bill != null && one.endsAround(day, DROP_DAYS - 1, 0) && !one.ends.equals(one.remindedOf));
        List<Standing> dropped = in(one -> one.endsAround(day, LONG_AGO, -DROP_DAYS));
        dropped.stream()
                .filter(one -> one.member.habit() == Habit.LAST_MINUTE && one.bill != null)
                .forEach(one -> pay(one, Objects.requireNonNull(one.bill).total, day, deeds.lastMinute, deeds));
        billed.forEach(one -> order(one, day, deeds));
        charged.forEach(one -> charge(one, day, deeds));
        reminded.stream().filter(one -> one.bill != null).forEach(one -> {
            deeds.reminded.add(one.member.number());
            one.remindedOf = one.ends;
            deeds.mail(RenewalSetup.REMINDER, one.member, one.ends);
        });
        dropped.stream()
                .filter(one -> one.endsAround(day, LONG_AGO, -DROP_DAYS))
                .forEach(one -> {
                    one.isActive = false;
                    deeds.dropped.add(one.member.number());
                    deeds.mail(RenewalSetup.DROPPED, one.member, one.ends);
                });
        return deeds;
    }

    private static boolean isDue(Standing one, LocalDate day) {
        return one.endsAround(day, DROP_DAYS - 1, Member.BILLING_DAYS);
    }

    private List<Standing> in(Predicate<Standing> condition) {
        return standings.values().stream().filter(condition).toList();
    }

    private static void pay(Standing one, BigDecimal amount, LocalDate day, List<Payment> payments, MonthDeeds deeds) {
        if (amount.signum() > 0) {
            Payment payment = new Payment(one.member.number(), day, amount);
            payments.add(payment);
            one.pay(payment, deeds);
        }
    }

    private void order(Standing one, LocalDate day, MonthDeeds deeds) {
        one.bill = bill(one, day);
        deeds.ordered.put(one.member.number(), one.bill.total);
        deeds.mail(RenewalSetup.ORDERED, one.member, one.ends);
    }

    private void charge(Standing one, LocalDate day, MonthDeeds deeds) {
        Bill bill = one.bill == null ? bill(one, day) : one.bill;
        one.bill = bill;
        Card card = Objects.requireNonNull(one.card);
        if (card.pays()) {
            bill.pay(bill.total);
            one.bill = null;
            deeds.charged.put(one.member.number(), bill.total);
            one.renew(day, deeds);
            deeds.mail(RenewalSetup.RENEWED, one.member, one.ends);
        } else {
            one.declines = card.equals(one.declined) ? one.declines : 0;
            one.declined = card;
            if (card.equals(one.dead) || one.declines == ATTEMPTS) {
                deeds.declinedUnasked.add(one.member.number()); // as it was told before
            } else {
                one.declines++;
                deeds.declined.put(one.member.number(), bill.total);
                deeds.mail(RenewalSetup.DECLINED, one.member, one.ends);
            }
            one.dead = card.isDead() ? card : one.dead;
        }
    }

    private Bill bill(Standing one, LocalDate day) {
        Bill bill = new Bill(day, one.member.line(one.ends), one.member.tariff().price);
        bills.add(bill);
        return bill;
    }

    /** How every member stands now. */
    List<String> standings() {
        return standings.values().stream().map(Standing::toString).toList();
    }

    /** How every order stands now. */
    List<String> bills() {
        return bills.stream().map(Bill::standing).toList();
    }
}
