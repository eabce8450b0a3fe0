package rhythm.kernel.tenant;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import rhythm.kernel.record.Ids;
import rhythm.kernel.store.TenantDatabase;

/** The tenants' API keys: made, found by hash, listed and revoked. */
@ApplicationScoped
class ApiKeys {
    private static final String COLUMNS = "id, name, roles, created_at, created_by_id, expires_at, revoked_at";

    private final TenantDatabase database;
    private final Clock clock;

    ApiKeys(TenantDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Who holds a key that is still good. */
    record Holder(String id, Set<String> roles) {}

    Uni<Optional<Holder>> holder(ApiKey key) {
        return database.query(key.tenant(), """
                        select id, roles from api_keys
                        where tenant_id = $1 and key_hash = $2 and revoked_at is null and expires_at > $3""", Tuple.of(key.tenant(), key.hash(), now()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(row -> new Holder(row.getString("id"), Set.of(row.getArrayOfStrings("roles")))));
    }

    Uni<ApiKeyView> make(String tenant, NewApiKey asked, String createdBy) {
        ApiKey key = ApiKey.make(tenant);
        Tuple params = Tuple.tuple()
                .addString(tenant)
                .addString(Ids.next(clock.instant()))
                .addString(asked.name())
                .addString(key.hash())
                .addArrayOfString(asked.roles().toArray(String[]::new))
                .addOffsetDateTime(now())
                .addString(createdBy)
                .addOffsetDateTime(asked.expiresAt().atOffset(ZoneOffset.UTC));
        return database.query(tenant, """
                        insert into api_keys
                          (tenant_id, id, name, key_hash, roles, created_at, created_by_id, expires_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8) returning\s""" + COLUMNS, params)
                .map(rows -> view(rows.iterator().next(), key.text()));
    }

    Uni<List<ApiKeyView>> all(String tenant) {
        return database.query(
                        tenant,
                        "select " + COLUMNS + " from api_keys where tenant_id = $1 order by id",
                        Tuple.of(tenant))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> view(row, null))
                        .toList());
    }

    /** Revokes a key for good; false when there is none to revoke. */
    Uni<Boolean> revoke(String tenant, String id) {
        return database.query(tenant, """
                        update api_keys set revoked_at = $3
                        where tenant_id = $1 and id = $2 and revoked_at is null returning id""", Tuple.of(tenant, id, now())).map(rows -> rows.size() == 1);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static ApiKeyView view(Row row, String key) {
        OffsetDateTime revoked = row.getOffsetDateTime("revoked_at");
        return new ApiKeyView(
                row.getString("id"),
                row.getString("name"),
                key,
                List.of(row.getArrayOfStrings("roles")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("created_by_id"),
                row.getOffsetDateTime("expires_at").toInstant(),
                revoked == null ? null : revoked.toInstant());
    }
}
