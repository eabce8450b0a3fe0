package rhythm.kernel.engine;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The days on which a tenant's staff works: Monday to Friday, less its holidays. */
public final class BusinessDays {
    private final Predicate<LocalDate> isHoliday;

    private BusinessDays(Predicate<LocalDate> isHoliday) {
        this.isHoliday = isHoliday;
    }

    /** Without the public holidays of a country or region, such as "US", "US-il" or "DE-by". */
    public static BusinessDays without(String calendar) {
        return new BusinessDays(HolidayCalendar.of(calendar)::contains);
    }

    /** As a tenant's settings say: the calendar's holidays and the listed ones; either may be missing. */
    public static BusinessDays of(@Nullable String calendar, @Nullable Collection<LocalDate> holidays) {
        var listed = Set.copyOf(holidays == null ? Set.<LocalDate>of() : holidays);
        if (calendar == null || calendar.isBlank()) {
            return new BusinessDays(listed::contains);
        }
        var named = HolidayCalendar.of(calendar);
        return new BusinessDays(date -> listed.contains(date) || named.contains(date));
    }

    /** Whether staff works on this day. */
    public boolean contains(LocalDate date) {
        return date.getDayOfWeek() != DayOfWeek.SATURDAY
                && date.getDayOfWeek() != DayOfWeek.SUNDAY
                && !isHoliday.test(date);
    }

    /** The day that lies so many business days before; the date itself for none. */
    public LocalDate minus(LocalDate date, int days) {
        if (days < 0) {
            throw new IllegalArgumentException("a number of business days is not negative");
        }
        var day = date;
        for (int left = days; left > 0; ) {
            day = day.minusDays(1);
            if (contains(day)) {
                left--;
            }
        }
        return day;
    }
}
