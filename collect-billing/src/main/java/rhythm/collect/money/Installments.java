package rhythm.collect.money;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import rhythm.collect.gateway.Charge;
import rhythm.kernel.store.Tx;

/** What billing and charging do to a schedule and its entries. The schedule's row is locked by the first change. */
public final class Installments {
    /**
     * A new card sets schedules going again that a declined charge had suspended; {@code $1} is the tenant, {@code $2} the
     * stored payment methods, {@code $3} the time.
     */
    public static final String REARM = """
            update installment_schedules s set status = 'active', attempts = 0, next_attempt_date = null, suspended_at = null,
              suspended_until = null, error_message = null, sys_version = s.sys_version + 1, sys_last_modified_at = $3
            where s.tenant_id = $1 and s.stored_payment_method_id = any($2) and s.error_message is not null
              and s.status in ('active', 'suspended')""";

    private static final String ENTRIES = """
            update installment_schedules s set sys_version = s.sys_version + 1, sys_last_modified_at = $5,
              entries = (select jsonb_agg(case when e ->> 'entry_id' = $3 then e || $4 else e end order by n)
                from jsonb_array_elements(s.entries) with ordinality as x (e, n))""";

    private static final String THIS_ONE = " where s.tenant_id = $1 and s.id = $2";

    private Installments() {}

    /** Holds a schedule still. */
    static void lock(Tx tx, String tenant, String schedule) {
        tx.run("select s.id from installment_schedules s" + THIS_ONE + " for no key update", tenant, schedule);
    }

    static void billed(Tx tx, String tenant, String schedule, String entry, String invoice, Moment moment) {
        JsonObject change = new JsonObject().put("status", "billed").put("invoice_id", invoice);
        tx.run(ENTRIES + THIS_ONE, tenant, schedule, entry, change, moment.now());
    }

    static void paid(Tx tx, Attempt attempt, String payment, Moment moment) {
        JsonObject change = new JsonObject().put("status", "paid").put("payment_id", payment);
        tx.run(
                ENTRIES + ", attempts = 0, next_attempt_date = null, error_message = null" + THIS_ONE,
                attempt.tenant(),
                attempt.scheduleId(),
                attempt.entryId(),
                change,
                moment.now());
        tx.run("""
                update installment_schedules s set status = 'completed' where s.tenant_id = $1 and s.id = $2
                  and s.status = 'active' and entries_total(s.entries, 'pending', 'billed', 'failed') = 0""", attempt.tenant(), attempt.scheduleId());
    }

    /** Dunning: some more attempts, days apart, and then the schedule rests; a hard decline is not worth another. */
    static void declined(Tx tx, Attempt attempt, Charge.Declined declined, Moment moment) {
        tx.run(
                ENTRIES + """
                , attempts = s.attempts + 1, error_message = $6,
                  status = case when s.status = 'active' and ($7 or s.attempts + 1 >= $8) then 'suspended' else s.status end,
                  suspended_at = case when s.status = 'active' and ($7 or s.attempts + 1 >= $8) then $9::date
                    else s.suspended_at end,
                  next_attempt_date = case when not $7 and s.attempts + 1 < $8 then $9::date + $10::integer end""" + THIS_ONE,
                attempt.tenant(),
                attempt.scheduleId(),
                attempt.entryId(),
                new JsonObject().put("status", "failed"),
                moment.now(),
                declined.code() + ": " + declined.message(),
                declined.isHard(),
                moment.dunningAttempts(),
                moment.today(),
                moment.dunningDaysApart());
    }

    /** Whether an entry in this state can still be billed and charged. */
    static boolean isChargeable(String status) {
        return Set.of("pending", "failed", "billed").contains(status);
    }
}
