package rhythm.kernel.tenant;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import rhythm.kernel.store.TenantDatabase;

/**
 * Permits in Postgres: one row a tenant and window, moved by one statement that knows the tenant's settings. A replica gets a
 * twentieth of the window at a time, so that one statement serves many requests.
 */
@ApplicationScoped
class StoredPermits implements Permits {
    private static final String TAKE = """
            with own as materialized (
              select coalesce((select greatest(60, s.requests_per_minute) * $4::bigint / 60 from settings s
                where s.tenant_id = $1 and s.requests_per_minute is not null), $3::bigint) as most),
            block as materialized (select most, greatest(1, most / 20) as wanted from own),
            taken as (
              insert into rate_limit_windows as w (tenant_id, window_start, taken)
              select $1, $2, wanted from block
              on conflict (tenant_id, window_start) do update set taken = w.taken + excluded.taken
              where w.taken < (select most from own) returning w.taken)
            select block.most, block.wanted, taken.taken from block left join taken on true""";

    private final TenantDatabase database;

    StoredPermits(TenantDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<Block> take(String tenant, Instant window, Duration length, long usual) {
        OffsetDateTime start = window.atOffset(ZoneOffset.UTC);
        Uni<RowSet<Row>> taken = database.query(tenant, TAKE, Tuple.of(tenant, start, usual, length.toSeconds()));
        return taken.chain(rows -> {
            Row row = rows.iterator().next();
            long most = row.getLong(0);
            long wanted = row.getLong(1);
            Long after = row.getLong(2);
            if (after == null) {
                return Uni.createFrom().item(new Block(0, 0, most));
            }
            long before = after - wanted;
            Block block = new Block(Math.min(wanted, most - before), Math.max(0, most - after), most);
            // whoever opens a window clears the old ones away
            return before > 0
                    ? Uni.createFrom().item(block)
                    : forget(tenant, start).replaceWith(block);
        });
    }

    private Uni<RowSet<Row>> forget(String tenant, OffsetDateTime before) {
        return database.query(
                tenant,
                "delete from rate_limit_windows where tenant_id = $1 and window_start < $2",
                Tuple.of(tenant, before));
    }
}
