package rhythm.kernel.rest;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.function.Supplier;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.problem.Refusals;
import rhythm.kernel.store.TenantDatabase;

/**
 * The same {@code Idempotency-Key}, address and body within 24 hours answers what the first call answered. The key is taken
 * before the work and holds the answer after it; a call that died in between, or failed without being refused, is never
 * repeated blindly (decision 6).
 */
@ApplicationScoped
public class Idempotency {
    public static final String HEADER = "Idempotency-Key";
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Stands for the answer of a call that failed without being refused: nobody knows what it did. */
    private static final String BROKE_OFF = "";

    private final TenantDatabase database;
    private final Clock clock;

    Idempotency(TenantDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Runs the work once per key; without a key, every time. */
    public Uni<Response> once(String tenant, String key, UriInfo uri, byte[] body, Supplier<Uni<Response>> work) {
        if (key == null) {
            return work.get();
        }
        if (key.isBlank() || key.length() > 200) {
            throw Problem.INVALID.field(HEADER, "must have 1 to 200 characters");
        }
        String query = uri.getRequestUri().getRawQuery();
        String hash = hash(query == null ? uri.getPath() : uri.getPath() + '?' + query, body);
        return toTheEnd(take(tenant, key, hash)
                .chain(taken -> taken ? first(tenant, key, work) : repeated(tenant, key, hash, PATIENCE)));
    }

    /** Goes on after the client has hung up: the answer is kept for when she asks again. */
    private static Uni<Response> toTheEnd(Uni<Response> call) {
        return Uni.createFrom().emitter(answer -> call.subscribe().with(answer::complete, answer::fail));
    }

    private Uni<Boolean> take(String tenant, String key, String hash) {
        OffsetDateTime now = now();
        // whoever takes a key clears away some that no longer count
        String sql = """
                with old as materialized (
                  select k.key from idempotency_keys k where k.tenant_id = $1 and k.created_at < $5 and k.key <> $2
                  order by k.created_at limit 20 for update skip locked),
                forgotten as (
                  delete from idempotency_keys k using old where k.tenant_id = $1 and k.key = old.key)
                insert into idempotency_keys (tenant_id, key, request_hash, created_at) values ($1, $2, $3, $4)
                on conflict (tenant_id, key) do update
                  set request_hash = excluded.request_hash, created_at = excluded.created_at, response = null
                  where idempotency_keys.created_at < $5
                returning key""";
        return database.query(tenant, sql, Tuple.of(tenant, key, hash, now, now.minus(KEPT)))
                .map(rows -> rows.size() == 1);
    }

    private Uni<Response> first(String tenant, String key, Supplier<Uni<Response>> work) {
        String keep = "update idempotency_keys set response = $3 where tenant_id = $1 and key = $2";
        String release = "delete from idempotency_keys where tenant_id = $1 and key = $2";
        return Uni.createFrom()
                .deferred(work::get)
                .onFailure()
                .call(failure -> Refusals.of(failure).problem.isOurs()
                        // the connection that was lost may still be the next in the pool
                        ? database.query(tenant, keep, Tuple.of(tenant, key, BROKE_OFF))
                                .onFailure()
                                .retry()
                                .withBackOff(PAUSE)
                                .atMost(3)
                        : database.query(tenant, release, Tuple.of(tenant, key)))
                .call(answer -> database.query(tenant, keep, Tuple.of(tenant, key, answer.getEntity())));
    }

    private Uni<Response> repeated(String tenant, String key, String hash, Duration patience) {
        String sql = "select request_hash, response from idempotency_keys where tenant_id = $1 and key = $2";
        return database.query(tenant, sql, Tuple.of(tenant, key)).chain(rows -> {
            if (rows.size() == 0) {
                throw Problem.CONFLICT.because("the first call with this key was refused just now; send it again");
            }
            Row row = rows.iterator().next();
            if (!row.getString(0).equals(hash)) {
                throw Problem.KEY_REUSED.because("this key was used for another request within 24 hours");
            }
            if (BROKE_OFF.equals(row.getString(1))) {
                throw Problem.CONFLICT.because("the first call with this key broke off; see what it did");
            }
            if (row.getString(1) != null) {
                return Uni.createFrom().item(Answers.json(row.getString(1)).build());
            }
            if (patience.isNegative()) {
                throw Problem.CONFLICT.because("the first call with this key has not finished; see what it did");
            }
            return Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(PAUSE)
                    .chain(() -> repeated(tenant, key, hash, patience.minus(PAUSE)));
        });
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String hash(String asked, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(asked.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
