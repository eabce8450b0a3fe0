package rhythm.kernel.tenant;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import rhythm.kernel.engine.BusinessDays;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** What a tenant has decided for itself; one record a tenant. */
@Entity
@Table(name = "settings")
@Schema(name = "Settings")
public class Settings extends SysRecord {
    /** The zone the tenant's dates and schedules mean, such as {@code America/Chicago}; UTC when absent. */
    @Size(max = 64)
    public String timeZone;

    /** ISO 4217. */
    @Pattern(regexp = "[A-Z]{3}", message = "must be a currency code of three capital letters")
    public String currency;

    /** First day of a week in relative dates; Monday when absent. */
    @OneOf({"monday", "saturday", "sunday"})
    public String weekStart;

    /** A country or region whose holidays are no business days, such as {@code US} or {@code DE-by}. */
    @Size(max = 20)
    public String holidayCalendar;

    /** Dates that are no business days, besides the calendar's. */
    @Size(max = 1000)
    public List<@NotNull String> holidays;

    /** When given, every mail goes here instead of to its recipient. */
    @Email
    @Size(max = 320)
    public String testModeEmail;

    @Email
    @Size(max = 320)
    public String mailSender;

    /** A run executes at most so many days after its last refresh; 7 when absent. */
    @Min(1)
    public Integer maxDaysSinceRefresh;

    /** Requests a minute the tenant may make, 60 or more: there must be a way back. The service's own limit when absent. */
    @Min(60)
    public Integer requestsPerMinute;

    /** So many declined charges of an installment suspend its schedule; 3 when absent. */
    @Min(1)
    @Max(20)
    public Integer dunningAttempts;

    /** Days between them; 3 when absent. */
    @Min(1)
    @Max(365)
    public Integer dunningDaysApart;

    /** Where cards are charged, and as whom; without it nothing is charged at a real gateway. */
    @Valid
    @JdbcTypeCode(SqlTypes.JSON)
    public GatewayAccount gateway;

    /** A renewal that is paid so many days after its term has ended still goes on from there, 0 to 3650; 60 when absent. */
    @Min(0)
    @Max(3650)
    public Integer graceDays;

    /** From this month on, 1 to 12, a lapsed term that ends with the year runs to the end of the next; 10 when absent. */
    @Min(1)
    @Max(12)
    public Integer calendarRolloverMonth;

    /**
     * What becomes of a term whose payment is given back: it is flagged for people to see to, and kept, when absent; or the term
     * before stands again.
     */
    @OneOf({"flag", "take back"})
    public String refundedRenewals;

    /** Who approves a list: any operator, when absent; or somebody else than who last made or changed it. */
    @OneOf({"one person", "second person"})
    public String approval;

    /**
     * Whether an approved list is made anew one business day before its date. The approval holds if nothing is added by that; without
     * it a list may not be approved for an hour at which it will be too old. No when absent.
     */
    public Boolean refreshBeforeExecution;

    /** What becomes of an open renewal order when another package is chosen: the next run replaces it, when absent; or it is kept. */
    @OneOf({"replace", "keep"})
    public String supersededOrders;

    /** What becomes of who inherited a membership when that ends: he holds it in his own right, when absent; or is ended. */
    @OneOf({"make principal", "end"})
    public String endedInheritance;

    /** How amounts are written in mails: a language and a country (BCP 47); as plain numbers when absent. */
    @OneOf({
        "da-DK", "de-AT", "de-CH", "de-DE", "en-AU", "en-CA", "en-GB", "en-IE", "en-IN", "en-NZ", "en-US", "en-ZA",
        "es-ES", "es-MX", "fi-FI", "fr-CA", "fr-CH", "fr-FR", "it-IT", "ja-JP", "nl-NL", "pl-PL", "pt-BR", "pt-PT",
        "sv-SE"
    })
    public String locale;

    /** Records on a page when the client names no limit; 100 when absent. */
    @Min(1)
    @Max(1000)
    public Integer pageSize;

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        expect(
                "time_zone",
                timeZone,
                Settings::zone,
                "is not the name of a time zone, such as Europe/Berlin",
                violations);
        expect("holiday_calendar", holidayCalendar, BusinessDays::without, "is not a known calendar", violations);
        for (int i = 0; holidays != null && i < holidays.size(); i++) {
            expect("holidays[" + i + "]", holidays.get(i), LocalDate::parse, "must be a date", violations);
        }
    }

    /** By name only: an offset such as {@code +05:30} means the opposite to Postgres. */
    private static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name) || name.startsWith("SystemV/")) {
            throw new IllegalArgumentException(name);
        }
        return ZoneId.of(name);
    }

    @FunctionalInterface
    private interface Reading {
        Object of(String text);
    }

    private static void expect(String field, String text, Reading reading, String message, Violations violations) {
        try {
            if (text != null) {
                reading.of(text);
            }
        } catch (DateTimeException | IllegalArgumentException unreadable) {
            violations.add(field, message);
        }
    }
}
