package rhythm.kernel.engine;

import static java.time.temporal.TemporalAdjusters.firstDayOfMonth;
import static java.time.temporal.TemporalAdjusters.firstDayOfYear;
import static java.time.temporal.TemporalAdjusters.lastDayOfMonth;
import static java.time.temporal.TemporalAdjusters.lastDayOfYear;
import static java.time.temporal.TemporalAdjusters.previousOrSame;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DayOfWeek;
import java.time.LocalDate;

/** The fixed point that a relative date is counted from. */
public enum Boundary {
    @JsonProperty("reference date")
    REFERENCE_DATE,
    @JsonProperty("beginning of the week")
    BEGINNING_OF_WEEK,
    @JsonProperty("end of the week")
    END_OF_WEEK,
    @JsonProperty("beginning of the month")
    BEGINNING_OF_MONTH,
    @JsonProperty("end of the month")
    END_OF_MONTH,
    @JsonProperty("beginning of the quarter")
    BEGINNING_OF_QUARTER,
    @JsonProperty("end of the quarter")
    END_OF_QUARTER,
    @JsonProperty("beginning of the year")
    BEGINNING_OF_YEAR,
    @JsonProperty("end of the year")
    END_OF_YEAR;

    LocalDate of(LocalDate date, DayOfWeek weekStart) {
        return switch (this) {
            case REFERENCE_DATE -> date;
            case BEGINNING_OF_WEEK -> date.with(previousOrSame(weekStart));
            case END_OF_WEEK -> date.with(previousOrSame(weekStart)).plusDays(6);
            case BEGINNING_OF_MONTH -> date.with(firstDayOfMonth());
            case END_OF_MONTH -> date.with(lastDayOfMonth());
            case BEGINNING_OF_QUARTER -> quarter(date);
            case END_OF_QUARTER -> quarter(date).plusMonths(2).with(lastDayOfMonth());
            case BEGINNING_OF_YEAR -> date.with(firstDayOfYear());
            case END_OF_YEAR -> date.with(lastDayOfYear());
        };
    }

    private static LocalDate quarter(LocalDate date) {
        return LocalDate.of(date.getYear(), date.getMonth().firstMonthOfQuarter(), 1);
    }
}
