package rhythm.kernel.run;

import io.vertx.sqlclient.Row;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import rhythm.kernel.store.Tx;

/** What a tenant has set, with the defaults of one that has set nothing. */
public record TenantSettings(
        ZoneId zone,
        DayOfWeek weekStart,
        String holidayCalendar,
        List<String> holidays,
        String testModeEmail,
        String mailSender,
        int maxDaysSinceRefresh) {
    static final TenantSettings DEFAULTS =
            new TenantSettings(ZoneId.of("UTC"), DayOfWeek.MONDAY, null, List.of(), null, null, 7);

    static TenantSettings read(Tx tx, String tenant) {
        for (Row row : tx.run("""
                select time_zone, week_start, holiday_calendar, holidays, test_mode_email, mail_sender,
                  max_days_since_refresh
                from settings where tenant_id = $1""", tenant)) {
            return of(row);
        }
        return DEFAULTS;
    }

    private static TenantSettings of(Row row) {
        String zone = row.getString("time_zone");
        String weekStart = row.getString("week_start");
        String[] holidays = row.getArrayOfStrings("holidays");
        Integer days = row.getInteger("max_days_since_refresh");
        return new TenantSettings(
                zone == null ? DEFAULTS.zone : ZoneId.of(zone),
                weekStart == null ? DEFAULTS.weekStart : DayOfWeek.valueOf(weekStart.toUpperCase(Locale.ROOT)),
                row.getString("holiday_calendar"),
                holidays == null ? List.of() : Arrays.asList(holidays),
                row.getString("test_mode_email"),
                row.getString("mail_sender"),
                days == null ? DEFAULTS.maxDaysSinceRefresh : days);
    }
}
