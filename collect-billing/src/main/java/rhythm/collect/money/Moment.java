package rhythm.collect.money;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import rhythm.kernel.store.Tx;

/**
 * A tenant's present: its business time, its calendar day, how patient it is with cards that are declined, and its account at the
 * gateway, empty if it has none.
 */
record Moment(
        OffsetDateTime now,
        LocalDate today,
        ZoneId zone,
        int dunningAttempts,
        int dunningDaysApart,
        JsonObject account) {
    /** The tenant's calendar day of another moment. */
    LocalDate day(OffsetDateTime moment) {
        return moment.atZoneSameInstant(zone).toLocalDate();
    }

    static Moment read(Tx tx, String tenant, Instant business) {
        String zone = "UTC";
        int attempts = 3;
        int daysApart = 3;
        JsonObject account = new JsonObject();
        for (Row row : tx.run("""
                select coalesce(s.time_zone, 'UTC'), coalesce(s.dunning_attempts, 3), coalesce(s.dunning_days_apart, 3), s.gateway
                from settings s where s.tenant_id = $1""", tenant)) {
            zone = row.getString(0);
            attempts = row.getInteger(1);
            daysApart = row.getInteger(2);
            account = row.getJsonObject(3) == null ? account : row.getJsonObject(3);
        }
        return new Moment(
                business.atOffset(ZoneOffset.UTC),
                business.atZone(ZoneId.of(zone)).toLocalDate(),
                ZoneId.of(zone),
                attempts,
                daysApart,
                account);
    }
}
