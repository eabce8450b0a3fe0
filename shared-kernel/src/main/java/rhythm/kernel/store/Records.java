package rhythm.kernel.store;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
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

    /** A page of records and the id to go on after; {@code next} is empty at the end. Heavy records make it end early. */
    public record Page(List<Stored> items, Optional<String> next) {}

    /** The longest page there is. */
    public static final int MOST = 1_000;

    /** Bytes, or so: what is read into memory at once; one record may be more. */
    public static final int HEAVIEST = 1_000_000;

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
        String all = "select * from " + type.table() + " t where t.tenant_id = $1 and t.id > $2" + where.sql(params)
                + " order by t.id limit ";
        // one row more than asked for tells whether there is a next page; the planner wants a limit that it can see
        String size = limit.isPresent() ? limit.getAsInt() + "" : PAGE_SIZE;
        String rows = limit.isPresent()
                ? all + (limit.getAsInt() + 1)
                : "select * from (" + all + (MOST + 1) + ") t order by t.id limit 1 + " + PAGE_SIZE;
        String sql = "select t.id, t.sys_version, " + type.json(fields) + "::text, " + size + ", t.of_all from ("
                + "select t.*, count(*) over () as of_all, sum(" + type.weight(fields) + ") over (order by t.id) - "
                + type.weight(fields) + " as weight_before from (" + rows + ") t) t where t.weight_before < " + HEAVIEST
                + " order by t.id";
        return database.query(tenant, sql, params).map(Records::page);
    }

    private static Page page(RowSet<Row> rows) {
        List<Stored> found = stream(rows).toList();
        if (found.isEmpty()) {
            return new Page(found, Optional.empty());
        }
        Row first = rows.iterator().next();
        List<Stored> items = found.subList(0, Math.min(found.size(), first.getInteger(3)));
        return first.getLong(4) > items.size()
                ? new Page(items, Optional.of(items.getLast().id()))
                : new Page(items, Optional.empty());
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
