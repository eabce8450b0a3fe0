package rhythm.kernel.store;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import rhythm.kernel.record.RecordField;
import rhythm.kernel.record.RecordType;

/** Reads records as the JSON text that Postgres builds: no mapping, one round trip (decision 3). */
@ApplicationScoped
public class Records {
    /** A record as it goes out: its JSON and the version its ETag shows. */
    public record Stored(String id, int version, String json) {}

    /** A page of records and the id to go on after; {@code next} is empty at the end. */
    public record Page(List<Stored> items, Optional<String> next) {}

    /** The longest page there is. */
    public static final int MOST = 1_000;

    private static final String PAGE_SIZE =
            "coalesce((select s.page_size from settings s where s.tenant_id = $1), 100)";

    private final TenantDatabase database;
    // the hottest statement: three thousand characters need not be put together, and hashed, for every read
    private final Map<RecordType<?>, String> wholeById = new ConcurrentHashMap<>();

    Records(TenantDatabase database) {
        this.database = database;
    }

    public Uni<Optional<Stored>> find(RecordType<?> type, String tenant, String id, Collection<RecordField> fields) {
        String sql = fields == type.fields()
                ? wholeById.computeIfAbsent(type, all -> byId(all, fields))
                : byId(type, fields);
        return database.query(tenant, sql, Tuple.of(tenant, id))
                .map(rows -> stream(rows).findFirst());
    }

    /** The records that match, in the order of their ids, from after one id on; without a limit the tenant's own page. */
    public Uni<Page> page(
            RecordType<?> type,
            String tenant,
            Where where,
            String afterId,
            OptionalInt limit,
            Collection<RecordField> fields) {
        Tuple params = Tuple.of(tenant, afterId);
        String condition = where.sql(params);
        String all =
                select(type, fields) + " where t.tenant_id = $1 and t.id > $2" + condition + " order by t.id limit ";
        // one row more than asked for tells whether there is a next page; the planner wants a limit that it can see
        String sql = limit.isPresent()
                ? "select p.*, " + limit.getAsInt() + " from (" + all + (limit.getAsInt() + 1) + ") p"
                : "select p.*, " + PAGE_SIZE + " from (" + all + (MOST + 1) + ") p order by p.id limit 1 + "
                        + PAGE_SIZE;
        return database.query(tenant, sql, params).map(rows -> {
            List<Stored> found = stream(rows).toList();
            int size = found.isEmpty() ? 0 : rows.iterator().next().getInteger(3);
            if (found.size() <= size) {
                return new Page(found, Optional.empty());
            }
            List<Stored> items = found.subList(0, size);
            return new Page(items, Optional.of(items.getLast().id()));
        });
    }

    private static String byId(RecordType<?> type, Collection<RecordField> fields) {
        return select(type, fields) + " where t.tenant_id = $1 and t.id = $2";
    }

    private static String select(RecordType<?> type, Collection<RecordField> fields) {
        return "select t.id, t.sys_version, " + type.json(fields) + "::text from " + type.table() + " t";
    }

    private static Stream<Stored> stream(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Stored(row.getString(0), row.getInteger(1), row.getString(2)));
    }
}
