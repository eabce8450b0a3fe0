package rhythm.stack.demo.renewals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rhythm.stack.demo.Money;
import rhythm.stack.demo.card.Card;

/** How a member stands in our own books: a member until when, and what is open for the next term. */
final class Standing {
    final Member member;
    LocalDate ends;
    boolean isActive = true;

    @Nullable
    Card card;

    /** The card that was declined for good. */
    @Nullable
    Card dead;

    /** The order for the next term; of those who are charged, when their card was declined. */
    @Nullable
    Bill bill;

    Standing(Member member) {
        this.member = member;
        this.ends = member.ends();
        this.card = member.card();
    }

    /** What the member pays of the open bill before the run of a day. */
    BigDecimal pays(LocalDate day) {
        if (bill == null) {
            return Money.NOTHING;
        }
        return member.habit().pays(bill.total, (int) ChronoUnit.MONTHS.between(bill.placed, day), !isActive);
    }

    /** Pays some of the bill; who has paid all of it is a member for another term, dropped or not. */
    void pay(Payment payment, MonthDeeds deeds) {
        Bill open = Objects.requireNonNull(bill);
        open.pay(payment.amount());
        if (open.isPaid()) {
            bill = null;
            renew(deeds);
        }
    }

    void renew(MonthDeeds deeds) {
        isActive = true;
        ends = ends.plusMonths(member.tariff().months);
        deeds.renewed.put(member.number(), ends);
    }

    /** A member whose term ends at most so many days before the day, or at most so many after it. */
    boolean endsAround(LocalDate day, int before, int after) {
        return isActive && !ends.isBefore(day.minusDays(before)) && !ends.isAfter(day.plusDays(after));
    }

    @Override
    public String toString() {
        return of(member.number(), isActive ? "active" : "inactive", ends.toString());
    }

    static String of(String licence, String status, String ends) {
        return "licence %s %s until %s".formatted(licence, status, ends);
    }
}
