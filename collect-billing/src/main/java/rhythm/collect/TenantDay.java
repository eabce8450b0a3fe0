package rhythm.collect;

import io.smallrye.mutiny.Uni;
import java.util.Set;
import rhythm.kernel.store.Rows;

/** The calendar day that a moment is for the tenant, written where no date was given. */
public final class TenantDay {
    private TenantDay() {}

    /** Fills {@code date} with the day of {@code moment}, both columns of the table, in those of the records that lack it. */
    public static Uni<Void> fill(Rows rows, String table, String date, String moment, Set<String> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : rows.run("""
                        update %1$s r set %2$s = cast(r.%3$s at time zone coalesce(
                          (select s.time_zone from settings s where s.tenant_id = $1), 'UTC') as date)
                        where r.tenant_id = $1 and r.id = any($2) and r.%2$s is null""".formatted(table, date, moment), (Object) ids.toArray(String[]::new));
    }
}
