package rhythm.kernel.engine;

import static java.time.temporal.TemporalAdjusters.lastInMonth;

import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.SpecialChar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;

/**
 * The days on which a schedule runs. Reckoned here and not by the cron library, which takes a day of month
 * and a day of week for both, fails on 31W in February and misreads lists such as 15,L.
 */
record DayRule(
        BitSet months,
        BitSet daysOfMonth,
        List<On> specialDaysOfMonth,
        BitSet daysOfWeek,
        List<On> specialDaysOfWeek,
        boolean either) {

    static DayRule of(CronFields fields) {
        boolean both =
                fields.startsWithStar(CronFieldName.DAY_OF_MONTH) || fields.startsWithStar(CronFieldName.DAY_OF_WEEK);
        return new DayRule(
                fields.values(CronFieldName.MONTH),
                fields.values(CronFieldName.DAY_OF_MONTH),
                specials(fields.parts(CronFieldName.DAY_OF_MONTH)),
                fields.values(CronFieldName.DAY_OF_WEEK),
                specials(fields.parts(CronFieldName.DAY_OF_WEEK)),
                !both);
    }

    private static List<On> specials(List<FieldExpression> parts) {
        return parts.stream()
                .filter(On.class::isInstance)
                .map(On.class::cast)
                .filter(on -> on.getSpecialChar().getValue() != SpecialChar.NONE)
                .toList();
    }

    boolean matches(LocalDate date) {
        if (!months.get(date.getMonthValue())) {
            return false;
        }
        boolean day = daysOfMonth.get(date.getDayOfMonth())
                || specialDaysOfMonth.stream().anyMatch(special -> isDayOfMonth(special, date));
        boolean weekday = daysOfWeek.get(date.getDayOfWeek().getValue() % 7)
                || specialDaysOfWeek.stream().anyMatch(special -> isDayOfWeek(special, date));
        return either ? day || weekday : day && weekday;
    }

    private static boolean isDayOfMonth(On special, LocalDate date) {
        int last = date.lengthOfMonth();
        int before = Math.max(0, special.getNth().getValue());
        return switch (special.getSpecialChar().getValue()) {
            case L -> date.getDayOfMonth() == last - before;
            case LW -> date.equals(nearestWeekday(date.withDayOfMonth(last)));
            case W ->
                date.equals(nearestWeekday(
                        date.withDayOfMonth(Math.min(special.getTime().getValue(), last))));
            default -> false;
        };
    }

    // The nearest weekday never leaves the month.
    private static LocalDate nearestWeekday(LocalDate date) {
        return switch (date.getDayOfWeek()) {
            case SATURDAY -> date.getDayOfMonth() == 1 ? date.plusDays(2) : date.minusDays(1);
            case SUNDAY -> date.getDayOfMonth() == date.lengthOfMonth() ? date.minusDays(2) : date.plusDays(1);
            default -> date;
        };
    }

    private static boolean isDayOfWeek(On special, LocalDate date) {
        int value = special.getTime().getValue();
        var day = DayOfWeek.of(value % 7 == 0 ? 7 : value);
        if (date.getDayOfWeek() != day) {
            return false;
        }
        return switch (special.getSpecialChar().getValue()) {
            case L -> date.equals(date.with(lastInMonth(day)));
            case HASH -> (date.getDayOfMonth() - 1) / 7 + 1 == special.getNth().getValue();
            default -> false;
        };
    }
}
