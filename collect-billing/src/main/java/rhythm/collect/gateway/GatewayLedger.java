package rhythm.collect.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rhythm.collect.gateway.Aftermath.Dispute;
import rhythm.kernel.store.TenantDatabase;

/**
 * The simulated gateway's books: one line per key, written on a connection of its own and for good, whatever becomes of
 * the caller. Of an intent one line at most says that money was taken, or never will be: the database sees to that.
 */
@ApplicationScoped
public class GatewayLedger {
    static final String SUCCEEDED = "succeeded";
    static final String DECLINED = "declined";
    static final String PROCESSING = "processing";
    static final String CANCELLED = "canceled";

    /** As long as a bank takes to decide on a debit: four days (docs.stripe.com/payments/ach-direct-debit). */
    private static final Duration DECISION = Duration.ofDays(4);

    private static final String LOST = "timed out";

    private final TenantDatabase database;
    private final Clock clock;

    public GatewayLedger(TenantDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What was said to this key before. */
    Optional<Charge> find(String key) {
        for (Row row : database.acrossTenants("""
                select outcome, code, coalesce(intent, reference) from gateway.gateway_ledger
                where key = $1 and outcome <> 'timed out'""", key)) {
            return Optional.of(said(row));
        }
        return Optional.empty();
    }

    /** What has become of an intent by now. */
    Charge read(String intent) {
        database.acrossTenants("""
                update gateway.gateway_ledger set outcome = case when code is null then 'succeeded' else 'declined' end
                where intent = $1 and outcome = 'processing' and written_at <= $2""", intent, now().minus(DECISION));
        for (Row row : database.acrossTenants("""
                select outcome, code, intent from gateway.gateway_ledger
                where intent = $1 and outcome in ('succeeded', 'processing', 'declined', 'canceled')
                order by outcome = 'declined', written_at desc limit 1""", intent)) {
            return said(row);
        }
        return new Charge.Unknown("the charge was not confirmed", true);
    }

    private static Charge said(Row row) {
        String intent = row.getString(2);
        return switch (row.getString(0)) {
            case SUCCEEDED -> new Charge.Succeeded(intent);
            case PROCESSING -> new Charge.Pending(intent);
            case DECLINED -> DeclineCode.of(row.getString(1));
            default -> Charge.Declined.withdrawn("it was cancelled at the gateway");
        };
    }

    /** Writes what becomes of a charge, unless its key or its intent has its line already; what the books say then is the answer. */
    Charge write(ChargeRequest request, String intent, String outcome, @Nullable String code) {
        return write(request, intent, request.key(), outcome, code);
    }

    Charge write(ChargeRequest request, String intent, String key, String outcome, @Nullable String code) {
        isWritten(request, intent, key, outcome, code);
        return find(key).orElseGet(() -> read(intent));
    }

    /** Notes that the key was lost on the way; false when it was before. */
    boolean loseOnce(ChargeRequest request, String intent) {
        return isWritten(request, intent, "lost/" + request.key(), LOST, null);
    }

    private boolean isWritten(ChargeRequest request, String intent, String key, String outcome, @Nullable String code) {
        return database.acrossTenants(
                                """
                insert into gateway.gateway_ledger (key, tenant_id, intent, outcome, code, reference, amount, currency, written_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning key""",
                                key,
                                request.tenant(),
                                intent,
                                outcome,
                                code,
                                outcome.equals(DECLINED) || outcome.equals(LOST) ? null : intent,
                                request.amount(),
                                request.currency(),
                                now())
                        .size()
                == 1;
    }

    /** Gives back what was taken and did not go back yet, once per key. */
    Refund refund(RefundRequest request) {
        database.acrossTenants("""
                insert into gateway.gateway_ledger (key, tenant_id, intent, outcome, reference, amount, currency, written_at)
                select $1, l.tenant_id, l.intent, 'refunded', 'sim_refund_' || $1, $3, l.currency, $4
                from gateway.gateway_ledger l where l.intent = $2 and l.outcome = 'succeeded' and l.amount >= $3
                  + (select coalesce(sum(r.amount), 0) from gateway.gateway_ledger r where r.intent = $2 and r.outcome = 'refunded')
                on conflict do nothing returning key""", request.hash(), request.intent(), request.amount(), now());
        for (Row row :
                database.acrossTenants("select reference from gateway.gateway_ledger where key = $1", request.hash())) {
            return new Refund.Made(row.getString(0));
        }
        return new Refund.Refused("so much was not taken, or went back already");
    }

    /** What came of the money of an intent. */
    Aftermath aftermath(String intent) {
        BigDecimal refunded = BigDecimal.ZERO;
        Dispute dispute = Dispute.NONE;
        for (Row row : database.acrossTenants("""
                select outcome, amount from gateway.gateway_ledger
                where intent = $1 and outcome in ('refunded', 'open', 'won', 'lost') order by written_at""", intent)) {
            if (row.getString(0).equals("refunded")) {
                refunded = refunded.add(row.getBigDecimal(1));
            } else {
                dispute = Dispute.valueOf(row.getString(0).toUpperCase(Locale.ROOT));
            }
        }
        return new Aftermath(refunded, dispute);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
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
