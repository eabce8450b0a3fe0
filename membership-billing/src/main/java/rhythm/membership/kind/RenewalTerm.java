package rhythm.membership.kind;

import java.util.Map;
import rhythm.kernel.attention.Attention;
import rhythm.kernel.run.Effect.Change;

/**
 * The term that was paid for begins: what the order bought, and not what the package has become since. Who had been dropped
 * meanwhile is back; what flows down goes with it (the database sees to that).
 */
final class RenewalTerm {
    /** How many days the installments of a term in effect may be behind, where its package does not say. */
    static final int DAYS_BEHIND = 14;

    /** The action that the membership noted charged its order just now. */
    static final Change CHARGED = new Change(begins("""
                    select c.id, a.order_id, coalesce(a.package_id, c.renews_with_id, c.package_id) as package_id,
                      coalesce(a.term_months, p.term) * coalesce(a.terms, 1) as months,
                      coalesce(a.term_type, p.term_type, '') = 'calendar' as is_calendar, :today::date as paid, false as is_open, false as is_in_parts
                    from memberships c
                    join billing_run_actions a on a.tenant_id = :tenant and a.id = c.renewal_order_action_id
                    left join packages p on p.tenant_id = :tenant and p.id = coalesce(a.package_id, c.renews_with_id, c.package_id)
                    where c.tenant_id = :tenant and c.id = any(:candidates)"""), Map.of());

    /** Nobody need see to their declined cards any more. */
    static final Change SETTLED = new Change(
            Attention.settling(
                    Renewals.EXHAUSTED,
                    "select c.id from memberships c where c.tenant_id = :tenant and c.id = any(:candidates)"
                            + " and c.renewal_order_id is null"),
            Map.of());

    private RenewalTerm() {}

    /** The term of the order that a membership waits for, where the rows {@code s} of standings are as told; decision 33. */
    static String ofOrders(String standings, String condition) {
        return begins("""
                select c.id, c.renewal_order_id as order_id,
                  coalesce(c.renewal_order_package_id, c.renews_with_id, c.package_id) as package_id,
                  coalesce(c.renewal_order_term_months, p.term) * coalesce(c.renewal_order_terms, 1) as months,
                  coalesce(c.renewal_order_term_type, p.term_type, '') = 'calendar' as is_calendar,
                  coalesce(s.paid_on, :today::date) as paid, s.fate <> 'paid' as is_open, coalesce(s.is_in_parts, false) as is_in_parts
                from memberships c
                join %s s on s.order_id = c.renewal_order_id
                left join packages p on p.tenant_id = :tenant
                  and p.id = coalesce(c.renewal_order_package_id, c.renews_with_id, c.package_id)
                where c.tenant_id = :tenant and c.renewal_order_id = any(:orders) and c.renewal_order_action_id is null
                  and c.renewal_order_expiration_date = c.expiration_date and %s""".formatted(standings, condition));
    }

    /** {@code bought} gives for each membership the order, the package, the months, the day of payment. */
    private static String begins(String bought) {
        return """
            with bought as materialized (%s),
            due as materialized (
              select c.id, b.order_id, b.package_id, b.is_open, b.is_in_parts, n.starts, n.ends, n.anchor_day,
                jsonb_build_object('term_start_date', c.term_start_date, 'expiration_date', c.expiration_date,
                  'term_anchor_day', c.term_anchor_day, 'package_id', c.package_id, 'type_id', c.type_id,
                  'renews_with_id', c.renews_with_id, 'renewal_date', c.renewal_date, 'until', n.ends) ||
                jsonb_build_object('package', b.package_id, 'months', b.months, 'is_calendar', b.is_calendar) as before
              from bought b
              join memberships c on c.tenant_id = :tenant and c.id = b.id
              cross join term_law(:tenant) l
              cross join lateral next_term(c.expiration_date, c.term_anchor_day, b.months, b.is_calendar, b.paid,
                l.grace_days, l.rollover_month) n
              where b.months is not null)
            update memberships c set term_start_date = due.starts, expiration_date = due.ends,
              term_anchor_day = due.anchor_day, renewal_date = :today,
              status = case c.status when 'inactive' then 'active' else c.status end,
              reinstatement_date = case c.status when 'inactive' then :today else c.reinstatement_date end,
              termination_date = case when c.status <> 'inactive' then c.termination_date end,
              package_id = due.package_id, type_id = coalesce(p.type_id, c.type_id),
              renews_with_id = nullif(c.renews_with_id, due.package_id),
              renewal_estimate_order_id = null, renewal_estimate = null,
              renewed_by_order_id = due.order_id, renewed_order_is_open = due.is_open, before_renewal = due.before,
              renewed_in_parts = due.is_in_parts,
              terms_on_unpaid = case when due.is_open and c.renewed_order_is_open then c.terms_on_unpaid + 1 else 0 end, %s,
              sys_version = c.sys_version + 1, sys_last_modified_at = :real_now
            from due left join packages p on p.tenant_id = :tenant and p.id = due.package_id
            where c.tenant_id = :tenant and c.id = due.id""".formatted(bought, Purchase.NONE);
    }
}
