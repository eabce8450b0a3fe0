package rhythm.collect.money;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import rhythm.kernel.store.Tx;

/** A tenant's present: its business time, its calendar day, and how patient it is with cards that are declined. */
record Moment(OffsetDateTime now, LocalDate today, ZoneId zone, int dunningAttempts, int dunningDaysApart) {
    /** The tenant's calendar day of another moment. */
    LocalDate day(OffsetDateTime moment) {
        return moment.atZoneSameInstant(zone).toLocalDate();
    }

    static Moment read(Tx tx, String tenant, Instant business) {
        String zone = "UTC";
        int attempts = 3;
        int daysApart = 3;
        for (Row row : tx.run("""
                select coalesce(s.time_zone, 'UTC'), coalesce(s.dunning_attempts, 3), coalesce(s.dunning_days_apart, 3)
                from settings s where s.tenant_id = $1""", tenant)) {
            zone = row.getString(0);
            attempts = row.getInteger(1);
            daysApart = row.getInteger(2);
        }
        return new Moment(
                business.atOffset(ZoneOffset.UTC),
                business.atZone(ZoneId.of(zone)).toLocalDate(),
                ZoneId.of(zone),
                attempts,
                daysApart);
    }
}
