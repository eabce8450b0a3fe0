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
    private static final int GRACE_DAYS = 60;
    private static final int LONGEST_MONTH = 31;

    final Member member;
    LocalDate ends;
    boolean isActive = true;

    @Nullable
    Card card;

    /** The card that was declined for good. */
    @Nullable
    Card dead;

    /** The card that was declined last, and how often for the open bill. */
    @Nullable
    Card declined;

    int declines;

    /** The term that the member was reminded to renew; nobody is told that twice. */
    @Nullable
    LocalDate remindedOf;

    /** The day of the month that terms end on. */
    private int endsOn;

    /** The order for the next term; of those who are charged, when their card was declined. */
    @Nullable
    Bill bill;

    Standing(Member member) {
        this.member = member;
        this.ends = member.ends();
        this.endsOn = dayOfMonth(ends);
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
            renew(payment.day(), deeds);
        }
    }

    /** Another term, from the end of the last one on; whoever pays more than two months late begins anew on that day. */
    void renew(LocalDate paid, MonthDeeds deeds) {
        isActive = true;
        LocalDate next = later(ends);
        if (ChronoUnit.DAYS.between(ends, paid) > GRACE_DAYS || paid.isAfter(ends) && paid.isAfter(next)) {
            endsOn = dayOfMonth(paid.minusDays(1));
            next = later(paid.minusDays(1));
        }
        ends = next;
        declined = null;
        declines = 0;
        deeds.renewed.put(member.number(), ends);
    }

    /** A month's last day stays one, whichever it is. */
    private static int dayOfMonth(LocalDate day) {
        return day.plusDays(1).getDayOfMonth() == 1 ? LONGEST_MONTH : day.getDayOfMonth();
    }

    /** The tariff's months later: on the day that terms end on, or as near to it as the month goes. */
    private LocalDate later(LocalDate from) {
        LocalDate day = from.withDayOfMonth(1).plusMonths(member.tariff().months);
        LocalDate following = day.plusMonths(1);
        LocalDate wanted = day.plusDays(endsOn - 1L);
        return wanted.isBefore(following) ? wanted : following.minusDays(1);
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
