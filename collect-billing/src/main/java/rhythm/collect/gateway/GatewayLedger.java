package rhythm.collect.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.store.TenantDatabase;

/**
 * The simulated gateway's books: one line per key, written on a connection of its own and for good, whatever becomes of
 * the caller. Also what it says when the same key comes again.
 */
@ApplicationScoped
public class GatewayLedger {
    private final TenantDatabase database;
    private final Clock clock;

    public GatewayLedger(TenantDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Optional<Charge> find(String key) {
        for (Row row : database.acrossTenants("""
                select outcome, code, reference from gateway.gateway_ledger where key = $1 and outcome <> 'timed out'""", key)) {
            return Optional.of(
                    row.getString(0).equals("succeeded")
                            ? new Charge.Succeeded(row.getString(2))
                            : DeclineCode.of(row.getString(1)));
        }
        return Optional.empty();
    }

    /** Writes the charge down, unless the key has its line already; what the books say then is the answer. */
    Charge succeed(ChargeRequest request) {
        String reference = "sim_" + UUID.nameUUIDFromBytes(request.key().getBytes(StandardCharsets.UTF_8));
        return write(request, "succeeded", null, reference)
                ? new Charge.Succeeded(reference)
                : find(request.key()).orElseThrow();
    }

    /** The same for a decline. */
    Charge decline(ChargeRequest request, String code) {
        return write(request, "declined", code, null)
                ? DeclineCode.of(code)
                : find(request.key()).orElseThrow();
    }

    /** Notes that the key was lost on the way; false when it was before. */
    boolean loseOnce(ChargeRequest request) {
        return write(request, "timed out", null, null);
    }

    private boolean write(ChargeRequest request, String outcome, @Nullable String code, @Nullable String reference) {
        return database.acrossTenants(
                                """
                insert into gateway.gateway_ledger as l
                  (key, tenant_id, outcome, code, reference, amount, currency, written_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                on conflict (key) do update set outcome = excluded.outcome, code = excluded.code,
                  reference = excluded.reference, amount = excluded.amount, written_at = excluded.written_at
                  where l.outcome = 'timed out' and excluded.outcome <> 'timed out'
                returning key""",
                                request.key(),
                                request.tenant(),
                                outcome,
                                code,
                                reference,
                                request.amount(),
                                request.currency(),
                                clock.instant().atOffset(ZoneOffset.UTC))
                        .size()
                == 1;
    }

    /** What a tenant was charged and refused in all: number and sum by outcome and currency. */
    JsonArray totals(String tenant) {
        JsonArray totals = new JsonArray();
        for (Row row : database.acrossTenants("""
                select jsonb_build_object('outcome', outcome, 'currency', currency, 'count', count(*), 'amount', sum(amount)::text)
                from gateway.gateway_ledger where tenant_id = $1 and outcome <> 'timed out'
                group by outcome, currency order by outcome, currency""", tenant)) {
            totals.add(row.getJsonObject(0));
        }
        return totals;
    }

    /** A tenant's lines in the order of their keys, from after one key on. */
    JsonArray lines(String tenant, String after, int limit) {
        JsonArray lines = new JsonArray();
        for (Row row : database.acrossTenants("""
                select to_jsonb(l) - 'tenant_id' || jsonb_build_object('amount', l.amount::text)
                from gateway.gateway_ledger l where tenant_id = $1 and key > $2 and outcome <> 'timed out'
                order by key limit $3""", tenant, after, limit)) {
            lines.add(new JsonObject(row.getJsonObject(0).getMap()));
        }
        return lines;
    }
}
