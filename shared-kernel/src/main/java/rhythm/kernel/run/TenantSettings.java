package rhythm.kernel.run;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.engine.BusinessDays;
import rhythm.kernel.store.Tx;

/** What a tenant has set, with the defaults of one that has set nothing. */
public record TenantSettings(
        ZoneId zone,
        DayOfWeek weekStart,
        String holidayCalendar,
        List<String> holidays,
        String testModeEmail,
        String mailSender,
        int maxDaysSinceRefresh,
        boolean isRefreshedBeforeExecution,
        @Nullable Locale locale) {
    public static final TenantSettings DEFAULTS =
            new TenantSettings(ZoneId.of("UTC"), DayOfWeek.MONDAY, null, List.of(), null, null, 7, false, null);

    /** Whether dates and hours, and days on which staff works, are the same under both. */
    public boolean hasCalendarOf(TenantSettings other) {
        return zone.equals(other.zone)
                && holidays.equals(other.holidays)
                && Objects.equals(holidayCalendar, other.holidayCalendar);
    }

    /** The days on which the tenant's staff works. */
    public BusinessDays businessDays() {
        return BusinessDays.of(
                holidayCalendar, holidays.stream().map(LocalDate::parse).toList());
    }

    /** How long after it was made a list may be carried out. */
    Duration longestWait() {
        return Duration.ofDays(maxDaysSinceRefresh);
    }

    static TenantSettings read(Tx tx, String tenant) {
        for (Row row : tx.run("select to_jsonb(s) from settings s where s.tenant_id = $1", tenant)) {
            return of(row.getJsonObject(0));
        }
        return DEFAULTS;
    }

    /** The settings of a record as JSON; what it does not say is as {@link #DEFAULTS} say. */
    public static TenantSettings of(JsonObject record) {
        String zone = record.getString("time_zone");
        String weekStart = record.getString("week_start");
        JsonArray holidays = record.getJsonArray("holidays");
        String locale = record.getString("locale");
        Integer days = record.getInteger("max_days_since_refresh");
        return new TenantSettings(
                zone == null ? DEFAULTS.zone : ZoneId.of(zone),
                weekStart == null ? DEFAULTS.weekStart : DayOfWeek.valueOf(weekStart.toUpperCase(Locale.ROOT)),
                record.getString("holiday_calendar"),
                holidays == null
                        ? List.of()
                        : holidays.stream().map(String::valueOf).toList(),
                record.getString("test_mode_email"),
                record.getString("mail_sender"),
                days == null ? DEFAULTS.maxDaysSinceRefresh : days,
                Boolean.TRUE.equals(record.getBoolean("refresh_before_execution")),
                locale == null ? null : Locale.forLanguageTag(locale));
    }
}
