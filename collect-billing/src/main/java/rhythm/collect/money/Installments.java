package rhythm.collect.money;

import java.util.List;
import java.util.Set;
import rhythm.kernel.store.Tx;

/** What billing and charging do to schedules and their entries. Their rows are locked first. */
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

    /** The entries of {@code s} with {@code change}, an expression over {@code v}, made to the one that {@code v} names. */
    private static String entries(String change) {
        return """
                (select jsonb_agg(case when e ->> 'entry_id' = v.entry then e || %s else e end order by n)
                  from jsonb_array_elements(s.entries) with ordinality as x (e, n))""".formatted(change);
    }

    private static final String BILLED =
            """
            update installment_schedules s set sys_version = s.sys_version + 1, sys_last_modified_at = $2, entries = %s
            from unnest($3::text[], $4::text[], $5::text[]) v (schedule, entry, invoice)
            where s.tenant_id = $1 and s.id = v.schedule""".formatted(entries("jsonb_build_object('status', 'billed', 'invoice_id', v.invoice)"));

    /**
     * Dunning: some more attempts, days apart, and then the schedule rests; at once where only the holder can help. It counts no
     * decline of a card that was replaced, none of a schedule that somebody suspended meanwhile, and no charge that was withdrawn or
     * failed by the merchant's fault: then the entry only waits to be charged again. One that was settled otherwise in the meantime stays as it is.
     */
    private static final String DECLINED = """
            update installment_schedules s set sys_version = s.sys_version + 1, sys_last_modified_at = $2, entries = %s,
              attempts = case when v.counts then v.attempts else s.attempts end,
              error_message = case when v.counts then v.message else s.error_message end,
              status = case when v.counts and v.is_last then 'suspended' else s.status end,
              suspended_at = case when v.counts and v.is_last then $8::date else s.suspended_at end,
              next_attempt_date = case when not v.counts then s.next_attempt_date
                when not v.is_last then $8::date + $9::integer end
            from (
              select v.schedule, v.entry, v.message, v.card_hash, x.attempts + 1 as attempts, v.is_last or x.attempts + 1 >= $7 as is_last,
                v.is_of_gateway and x.status = 'active' and exists (select from stored_payment_methods m
                  where m.tenant_id = $1 and m.id = x.stored_payment_method_id
                    and card_hash(m.token, m.expiration) = v.card_hash) as counts
              from unnest($3::text[], $4::text[], $5::text[], $6::boolean[], $10::text[], $11::boolean[])
                v (schedule, entry, message, is_last, card_hash, is_of_gateway)
              join installment_schedules x on x.tenant_id = $1 and x.id = v.schedule) v
            where s.tenant_id = $1 and s.id = v.schedule and exists (select from jsonb_array_elements(s.entries) e
              where e ->> 'entry_id' = v.entry
                and (e ->> 'status' = 'billed' or v.counts and e ->> 'status' in ('pending', 'failed')))""".formatted(entries("jsonb_build_object('status', 'failed')"));

    private Installments() {}

    /** Holds schedules still. */
    static void lock(Tx tx, String tenant, String... schedules) {
        if (schedules.length > 0) {
            tx.run("""
                    select s.id from installment_schedules s where s.tenant_id = $1 and s.id = any($2) order by s.id
                    for no key update""", tenant, schedules);
        }
    }

    static void billed(Tx tx, String tenant, List<Due> entries, List<String> invoices, Moment moment) {
        if (!entries.isEmpty()) {
            tx.run(
                    BILLED,
                    tenant,
                    moment.now(),
                    Due.column(entries, Due::schedule),
                    Due.column(entries, Due::entry),
                    invoices.toArray(String[]::new));
        }
    }

    static void declined(Tx tx, String tenant, List<Outcome> declined, Moment moment) {
        if (!declined.isEmpty()) {
            tx.run(
                    DECLINED,
                    tenant,
                    moment.now(),
                    schedules(declined),
                    entries(declined),
                    Outcome.column(declined, outcome -> outcome.code() + ": " + outcome.message()),
                    declined.stream().map(Outcome::isLast).toArray(Boolean[]::new),
                    moment.dunningAttempts(),
                    moment.today(),
                    moment.dunningDaysApart(),
                    Outcome.column(declined, outcome -> outcome.attempt().cardHash()),
                    declined.stream().map(Outcome::isDeclinedByGateway).toArray(Boolean[]::new));
        }
    }

    private static String[] schedules(List<Outcome> outcomes) {
        return Outcome.column(outcomes, outcome -> outcome.attempt().scheduleId());
    }

    private static String[] entries(List<Outcome> outcomes) {
        return Outcome.column(outcomes, outcome -> outcome.attempt().entryId());
    }

    /** Whether an entry in this state can still be billed and charged. */
    static boolean isChargeable(String status) {
        return Set.of("pending", "failed", "billed").contains(status);
    }
}
