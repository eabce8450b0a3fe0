package rhythm.kernel.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.record.RecordType;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.store.Records.Stored;

/** Statements beside Hibernate's own, inside the transaction that writes records. */
public final class Rows {
    private static final int HEAVIEST_BATCH = 4 * Records.HEAVIEST;

    private final Mutiny.StatelessSession session;
    private final String tenant;

    public Rows(Mutiny.StatelessSession session, String tenant) {
        this.session = session;
        this.tenant = tenant;
    }

    public String tenant() {
        return tenant;
    }

    /** Enters the tenant; first in every transaction. */
    public Uni<Void> enter() {
        return session.createNativeQuery("select cast(enter_tenant(?1) as text)", String.class)
                .setParameter(1, tenant)
                .getResultList()
                .replaceWithVoid();
    }

    /** The records' JSON by id, their rows locked until the transaction ends. */
    public Uni<Map<String, JsonNode>> lock(RecordType<?> type, List<String> ids) {
        return select(type, ids, " order by t.id for update of t").map(stored -> {
            Map<String, JsonNode> trees = new HashMap<>();
            stored.forEach((id, record) -> trees.put(id, tree(record.json())));
            return trees;
        });
    }

    /** Refuses to read more of these records at once than memory is meant for. */
    public Uni<Void> weigh(RecordType<?> type, List<String> ids) {
        if (ids.size() < 2) {
            return Uni.createFrom().voidItem();
        }
        String sql = "select cast(coalesce(sum(" + type.weight(type.fields()).replace("::text", "\\:\\:text")
                + "), 0) as text) from " + type.table() + " t where t.tenant_id = ?1 and t.id = any(?2)";
        return ids(sql, Set.copyOf(ids))
                .invoke(weight -> {
                    if (Long.parseLong(weight.getFirst()) > HEAVIEST_BATCH) {
                        throw Problem.TOO_LARGE.because(
                                "the records of this batch have more than %d bytes together; send fewer at once"
                                        .formatted(HEAVIEST_BATCH));
                    }
                })
                .replaceWithVoid();
    }

    /** The records as they go out. */
    public Uni<Map<String, Stored>> read(RecordType<?> type, List<String> ids) {
        return select(type, ids, "");
    }

    /** Which of these ids exist; they stay until the transaction ends, as under a foreign key. */
    public Uni<Set<String>> existing(Class<? extends SysRecord> type, Set<String> ids) {
        String sql = "select t.id from " + RecordType.tableOf(type) + " t where t.tenant_id = ?1 and t.id = any(?2)"
                + " order by t.id for key share";
        return ids(sql, ids).map(HashSet::new);
    }

    /** The one text column that a query answers; {@code ?1} is the tenant, {@code ?2} … are the parameters. */
    public Uni<List<String>> texts(String sql, Object... params) {
        return bind(session.createNativeQuery(sql, String.class), params).getResultList();
    }

    /** What a query of several columns answers; {@code ?1} is the tenant, {@code ?2} … are the parameters. */
    public Uni<List<Object[]>> tuples(String sql, Object... params) {
        return bind(session.createNativeQuery(sql, Object[].class), params).getResultList();
    }

    /** Ids that a query answers; {@code ?1} is the tenant, {@code ?2} the ids asked about. */
    public Uni<List<String>> ids(String sql, Set<String> asked) {
        return session.createNativeQuery(sql, String.class)
                .setParameter(1, tenant)
                .setParameter(2, asked.toArray(String[]::new))
                .getResultList();
    }

    /** One statement that changes rows; parameters are {@code $1} (the tenant), {@code $2}, … */
    public Uni<Void> run(String sql, Object... params) {
        if (sql.contains("returning")) {
            return bind(session.createNativeQuery(sql.replace('$', '?'), Object.class), params)
                    .getResultList()
                    .replaceWithVoid();
        }
        return change(sql, params).replaceWithVoid();
    }

    /** The same for one that returns the ids of the rows it changed. */
    public Uni<List<String>> changed(String sql, Object... params) {
        return bind(session.createNativeQuery(sql.replace('$', '?'), String.class), params)
                .getResultList();
    }

    /** The same for one that returns nothing, and how many rows it changed. */
    public Uni<Integer> change(String sql, Object... params) {
        return bind(session.createNativeQuery(sql.replace('$', '?')), params).executeUpdate();
    }

    private <Q extends Mutiny.AbstractQuery> Q bind(Q statement, Object... params) {
        statement.setParameter(1, tenant);
        for (int i = 0; i < params.length; i++) {
            statement.setParameter(i + 2, params[i]);
        }
        return statement;
    }

    /** Keeps who deleted what, and when. */
    public Uni<Void> traceDeletions(
            RecordType<?> type, List<? extends SysRecord> deleted, String subject, Instant now) {
        if (deleted.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String sql = "insert into deletions (tenant_id, resource, id, sys_deleted_by_id, deleted_at, record)"
                + " select t.tenant_id, ?2, t.id, ?3, ?4, cast(" + type.json(type.fields()) + " as jsonb)"
                + " from " + type.table() + " t where t.tenant_id = ?1 and t.id = any(?5) returning id";
        String[] ids = deleted.stream().map(record -> record.id).toArray(String[]::new);
        return session.createNativeQuery(sql, String.class)
                .setParameter(1, tenant)
                .setParameter(2, type.resource())
                .setParameter(3, subject)
                .setParameter(4, now)
                .setParameter(5, ids)
                .getResultList()
                .replaceWithVoid();
    }

    private Uni<Map<String, Stored>> select(RecordType<?> type, List<String> ids, String ending) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(new HashMap<>());
        }
        String sql = "select t.id, t.sys_version, cast(" + type.json(type.fields()) + " as text) from " + type.table()
                + " t where t.tenant_id = ?1 and t.id = any(?2)" + ending;
        return session.createNativeQuery(sql, Object[].class)
                .setParameter(1, tenant)
                .setParameter(2, ids.toArray(String[]::new))
                .getResultList()
                .map(rows -> {
                    Map<String, Stored> found = new HashMap<>();
                    for (Object[] row : rows) {
                        found.put((String) row[0], new Stored((String) row[0], (Integer) row[1], (String) row[2]));
                    }
                    return found;
                });
    }

    private static JsonNode tree(String json) {
        try {
            return RecordMapper.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
