package rhythm.collect.installmentschedule;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Set;
import rhythm.kernel.store.Rows;

/**
 * Brings entries to what became of their invoices, however those were paid: the entry of a paid one is paid, that of one
 * written off is cancelled, and that of a void one is to be billed again, unless its schedule is cancelled. When an invoice is
 * open again, a write-off taken back is to be charged again, if there is a card. After a refund, or a charge that the invoice
 * did not take, people decide: the entry is billed, or with a void invoice cancelled. In all statements {@code $1} is the
 * tenant, {@code $2} the invoices, {@code $3} the time.
 */
public final class EntrySettlement {
    /** The card of the schedule {@code s} was declined for good, and is not charged again. */
    static final String IS_CARD_REFUSED = """
            exists (select from payment_attempts a
              join stored_payment_methods m on m.tenant_id = $1 and m.id = s.stored_payment_method_id
              where a.tenant_id = $1 and a.installment_schedule_id = s.id and a.is_hard
                and a.card_hash = card_hash(m.token, m.expiration))""";

    private static final String WAS_CHARGED = """
            exists (select from payment_attempts a where a.tenant_id = $1 and a.invoice_id = i.id and a.state = 'succeeded')""";

    /** Holds the schedules of the invoices still; they come before the invoices, as everywhere. */
    public static final String LOCK = """
            select s.id from installment_schedules s where s.tenant_id = $1 and s.id in (
              select i.installment_schedule_id from invoices i where i.tenant_id = $1 and i.id = any($2))
            order by s.id for no key update""";

    /**
     * With nothing left to pay the schedule is completed. With nothing failed left it goes on, if a declined charge had suspended
     * it; unless its card is worth no other charge: then it waits for a new one. To bill something again settles nothing.
     */
    public static final String SETTLE = """
            update installment_schedules s set sys_version = s.sys_version + 1, sys_last_modified_at = $3, entries = n.entries,
              status = n.status,
              suspended_at = case when n.status in ('suspended', 'cancelled') then s.suspended_at end,
              suspended_until = case when n.status = 'suspended' then s.suspended_until end,
              attempts = case when n.goes_on then 0 else s.attempts end,
              next_attempt_date = case when n.goes_on then null else s.next_attempt_date end,
              error_message = case when n.goes_on then null else s.error_message end
            from (
              select o.id, o.entries, o.goes_on, case
                  when o.status in ('active', 'suspended') and o.outstanding = 0 then 'completed'
                  when o.status = 'completed' and o.outstanding > 0 then 'active'
                  when o.status = 'suspended' and o.error_message is not null and o.goes_on then 'active'
                  else o.status end as status
              from (
                select s.*, entries_total(s.entries, 'pending', 'billed', 'failed') as outstanding,
                  not s.is_again and entries_total(s.entries, 'failed') = 0 and not %1$s as goes_on
                from (
                  select x.id, x.status, x.error_message, x.stored_payment_method_id,
                    bool_or(i.status is not distinct from 'void') as is_again, jsonb_agg(case
                      when i.status = 'paid' and e ->> 'status' <> 'paid' then e || jsonb_strip_nulls(jsonb_build_object(
                        'status', 'paid', 'invoice_id', i.id, 'payment_id', (select max(p.id) from payments p
                          where p.tenant_id = $1 and p.invoice_id = i.id and p.status in ('complete', 'settling'))))
                      when i.status = 'written off' and e ->> 'status' <> 'cancelled'
                        then e || jsonb_build_object('status', 'cancelled')
                      when i.status = 'void' then (e - 'invoice_id') || jsonb_build_object('status',
                        case when 'cancelled' in (x.status, e ->> 'status') or %2$s then 'cancelled' else 'pending' end)
                      when i.status = 'open' and (e ->> 'status' = 'paid' or e ->> 'status' in ('cancelled', 'failed') and %2$s)
                        then (e - 'payment_id') || jsonb_build_object('status', 'billed', 'invoice_id', i.id)
                      when i.status = 'open' and e ->> 'status' = 'cancelled' then e || jsonb_build_object('invoice_id', i.id, 'status',
                        case when x.stored_payment_method_id is null then 'billed' else 'failed' end)
                      else e end order by place) as entries
                  from installment_schedules x
                  cross join jsonb_array_elements(x.entries) with ordinality as t (e, place)
                  left join invoices i on i.tenant_id = $1 and i.id = any($2) and i.installment_schedule_id = x.id
                    and i.entry_id = e ->> 'entry_id' and (i.status <> 'void' or i.id = e ->> 'invoice_id')
                  where x.tenant_id = $1 and x.id in (
                    select y.installment_schedule_id from invoices y where y.tenant_id = $1 and y.id = any($2))
                  group by x.tenant_id, x.id) s) o) n
            where s.tenant_id = $1 and s.id = n.id and s.entries <> n.entries""".formatted(IS_CARD_REFUSED, WAS_CHARGED);

    private EntrySettlement() {}

    /** Before what became of the invoices is read: a charge may be changing their schedules. */
    public static Uni<Void> hold(Rows rows, Set<String> invoices) {
        return rows.ids(LOCK.replace('$', '?'), invoices).replaceWithVoid();
    }

    /** After the invoices changed. */
    public static Uni<Void> settle(Rows rows, Set<String> invoices, Instant now) {
        return rows.run(SETTLE, invoices.toArray(String[]::new), now);
    }
}
