package rhythm.kernel.engine;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A term of a membership or certification, both days included. The database says the same law as {@code next_term}.
 *
 * @param anchorDay the day of the month that further terms end on, 1 to 31; 31 is the month's last day
 */
public record Term(LocalDate starts, LocalDate ends, int anchorDay) {
    /** A month's last day, whichever that is. */
    public static final int MONTH_END = 31;

    private static final int DECEMBER = 12;

    /**
     * How late a renewal may be paid.
     *
     * @param graceDays how many days after the old term a renewal still goes on from there
     * @param rolloverMonth 1 to 12; from this month on a lapsed calendar term runs to the end of the next year
     */
    public record Law(int graceDays, int rolloverMonth) {
        public static final Law USUAL = new Law(60, 10);
    }

    /** The anchor of a day that somebody chose to be a term's last. */
    public static int anchorOf(LocalDate day) {
        return day.getDayOfMonth() == day.lengthOfMonth() ? MONTH_END : day.getDayOfMonth();
    }

    /**
     * The term that is paid for on a day, after one that ended or is to end.
     *
     * @param anchor the old term's; its last day's own where nobody has noted one
     * @param isCalendar whether terms end on 31 December
     */
    public static Term after(
            LocalDate ended, @Nullable Integer anchor, int months, boolean isCalendar, LocalDate paid, Law law) {
        int old = anchor == null ? anchorOf(ended) : anchor;
        LocalDate continued = end(ended, months, old, isCalendar);
        boolean isLapsed =
                paid.isAfter(ended) && (paid.isAfter(ended.plusDays(law.graceDays)) || continued.isBefore(paid));
        if (!isLapsed) {
            return new Term(ended.plusDays(1), continued, isCalendar ? MONTH_END : old);
        }
        if (isCalendar) {
            int year = paid.getMonthValue() >= law.rolloverMonth ? paid.getYear() : paid.getYear() - 1;
            return new Term(paid, end(LocalDate.of(year, DECEMBER, MONTH_END), months, MONTH_END, true), MONTH_END);
        }
        LocalDate eve = paid.minusDays(1);
        return new Term(paid, end(eve, months, anchorOf(eve), false), anchorOf(eve));
    }

    private static LocalDate end(LocalDate ended, int months, int anchor, boolean isCalendar) {
        YearMonth month = YearMonth.from(ended).plusMonths(months);
        return isCalendar
                ? LocalDate.of(month.getYear(), DECEMBER, MONTH_END)
                : month.atDay(Math.min(anchor, month.lengthOfMonth()));
    }
}
