package rhythm.kernel.tenant;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import rhythm.kernel.store.TenantDatabase;

/** Permits in Postgres: one row a tenant and window, moved by one statement. */
@ApplicationScoped
class StoredPermits implements Permits {
    private final TenantDatabase database;

    StoredPermits(TenantDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<Block> take(String tenant, Instant window, long wanted, long limit) {
        OffsetDateTime start = window.atOffset(ZoneOffset.UTC);
        Uni<RowSet<Row>> taken = database.query(tenant, """
                insert into rate_limit_windows as w (tenant_id, window_start, taken) values ($1, $2, $3)
                on conflict (tenant_id, window_start) do update set taken = w.taken + excluded.taken
                where w.taken < $4 returning taken""", Tuple.of(tenant, start, wanted, limit));
        return taken.chain(rows -> {
            if (rows.size() == 0) {
                return Uni.createFrom().item(new Block(0, 0));
            }
            long after = rows.iterator().next().getLong(0);
            long before = after - wanted;
            Block block = new Block(Math.min(wanted, limit - before), Math.max(0, limit - after));
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
