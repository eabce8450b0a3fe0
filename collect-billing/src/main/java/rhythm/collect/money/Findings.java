package rhythm.collect.money;

import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rhythm.collect.gateway.FoundCharge;
import rhythm.collect.gateway.GatewayEvent;
import rhythm.collect.gateway.GatewayEvent.Subject;
import rhythm.kernel.attention.Attention;
import rhythm.kernel.run.DueWork;
import rhythm.kernel.store.Tx;

/** Charges that the gateway knows of and these books do not: people hear of them until the books know them, too. */
final class Findings {
    private static final String KIND = "charge without a record";

    private static final String ATTEND = positional(Attention.noting(KIND, "gatewayFindings", """
            select f.intent as record_id, f.amount, f.currency,
              'the gateway took this by ' || f.intent || ', and no payment here says so' as text
            from gateway_findings f where f.tenant_id = :tenant and not exists (select from payment_attempts a
              where a.tenant_id = :tenant and a.intent = f.intent)"""));

    private static final String SETTLE = positional(Attention.settling(KIND, """
            select f.intent from gateway_findings f join payment_attempts a on a.tenant_id = :tenant and a.intent = f.intent
            where f.tenant_id = :tenant"""));

    private Findings() {}

    private static String positional(String named) {
        return named.replace(":tenant", "$1").replace(":real_now", "$2").replace(":now", "$2");
    }

    /** Has people see to what is not booked, and no longer to what is. */
    static void attend(Tx tx, String tenant, OffsetDateTime now) {
        tx.run(ATTEND, tenant, now);
        tx.run(SETTLE, tenant, now);
    }

    /** Gives an attempt the intent of a charge of before that paid the same; what came of its money since is looked at soon. */
    static Attempt adopt(Tx tx, Attempt attempt, String intent, OffsetDateTime now) {
        Attempt adopted = Attempts.adopt(tx, attempt.tenant(), attempt.key(), intent);
        GatewayEvents.store(
                tx,
                attempt.tenant(),
                List.of(new GatewayEvent("adopted " + intent, "adopted", null, Subject.CHARGE, intent, "{}")),
                now);
        tx.run(DueWork.HURRY_WATCH, attempt.tenant(), OpenCharges.NAME, now);
        tx.run(SETTLE, attempt.tenant(), now);
        return adopted;
    }

    /** By what they paid, charges of before that nobody here knows the end of. */
    static Map<String, FoundCharge> of(Tx tx, String tenant, List<String> purposes) {
        Map<String, FoundCharge> found = new HashMap<>();
        tx.run("""
                select f.intent, f.purpose, f.amount, f.currency from unnest($2::text[]) v (purpose)
                join gateway_findings f on f.tenant_id = $1 and f.purpose = v.purpose
                where not exists (select from payment_attempts a where a.tenant_id = $1 and a.intent = f.intent
                  and a.state in ('succeeded', 'pending'))
                order by f.found_at desc, f.intent""", tenant, purposes.toArray(String[]::new)).forEach(row -> found.put(row.getString(1), found(row)));
        return found;
    }

    private static FoundCharge found(Row row) {
        return new FoundCharge(row.getString(0), row.getString(1), row.getBigDecimal(2), row.getString(3));
    }
}
