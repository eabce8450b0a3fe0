package rhythm.membership.kind;

import java.util.List;
import java.util.Map;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Effect.Change;
import rhythm.kernel.run.OpenOrders;

/**
 * How a renewal is ordered, once: the membership notes the action that is at it, in the transaction that decides so, and no other
 * action gets past that note until the order stands or was refused.
 */
final class Renewals {
    static final Condition NOT_UNDER_WAY = new Condition(
            "is not being renewed by another action",
            "c.renewal_order_action_id is null",
            "c.renewal_order_action_id",
            "none");

    /** Paid, and not renewed: its package has no term, so that people have to see to it. */
    static final Condition NOT_PAID = new Condition(
            "has not paid for the next term",
            "c.renewal_order_expiration_date is distinct from c.expiration_date"
                    + " or coalesce(c.renewal_order_balance_due, 1) > 0",
            "c.renewal_order_balance_due",
            "a renewal order with an open balance, or none");

    static final Condition PRICE_KNOWN = new Condition(
            "the price of the renewal is known", next("renewal_price") + " is not null", next("renewal_price"), "any");

    static final Condition TERM_KNOWN = new Condition(
            "the length of the next term is known", next("term") + " is not null", next("term"), "months");

    /**
     * Takes the membership back from an action whose order was refused or declined. A declined order stands all the same: whoever
     * renews the term next pays that one, so that there is never a second.
     */
    static final Change RELEASE = new Change("""
            update memberships c set renewal_order_action_id = null,
              renewal_order_id = coalesce(a.order_id, c.renewal_order_id),
              renewal_order_expiration_date = case when a.order_id is null then c.renewal_order_expiration_date
                else c.expiration_date end,
              renewal_order_balance_due = case when a.order_id is null or a.order_id = c.renewal_order_id
                then c.renewal_order_balance_due else a.amount end,
              sys_version = c.sys_version + 1, sys_last_modified_at = :real_now
            from billing_run_actions a
            where c.tenant_id = :tenant and c.id = any(:candidates) and a.tenant_id = :tenant
              and a.id = c.renewal_order_action_id""", Map.of());

    /** The order stands on the membership, for the term that it renews. */
    static final Change ATTACH = new Change("""
            update memberships c set renewal_order_id = a.order_id, renewal_order_expiration_date = c.expiration_date,
              renewal_order_balance_due = a.amount, renewal_order_action_id = null, sys_version = c.sys_version + 1,
              sys_last_modified_at = :real_now
            from billing_run_actions a
            where c.tenant_id = :tenant and c.id = any(:candidates) and a.tenant_id = :tenant
              and a.id = c.renewal_order_action_id""", Map.of());

    /** The term that was paid for begins; who had been dropped meanwhile is back. What flows down goes with it. */
    private static final String TERM = """
            with due as materialized (
              select c.id, c.termination_date from memberships c where c.tenant_id = :tenant and %s),
            renewed as (
              update memberships c set term_start_date = c.expiration_date + 1, renewal_date = :today,
                expiration_date = case p.term_type when 'calendar'
                  then make_date(extract(year from c.expiration_date + make_interval(months => p.term))::int, 12, 31)
                  else (c.expiration_date + make_interval(months => p.term))::date end,
                status = case c.status when 'inactive' then 'active' else c.status end,
                reinstatement_date = case c.status when 'inactive' then :today else c.reinstatement_date end,
                termination_date = case when c.status <> 'inactive' then c.termination_date end,
                package_id = p.id, type_id = coalesce(p.type_id, c.type_id), renews_with_id = null,
                renewal_order_id = null, renewal_order_expiration_date = null, renewal_order_balance_due = null,
                renewal_order_action_id = null, sys_version = c.sys_version + 1, sys_last_modified_at = :real_now
              from due, packages p
              where c.tenant_id = :tenant and c.id = due.id and p.tenant_id = :tenant
                and p.id = coalesce(c.renews_with_id, c.package_id) and p.term is not null
              returning c.id, c.term_start_date, c.expiration_date, due.termination_date as ended)
            update memberships d set term_start_date = r.term_start_date, expiration_date = r.expiration_date,
              status = case when d.status = 'inactive' and d.termination_date = r.ended then 'active' else d.status end,
              termination_date = nullif(d.termination_date, r.ended),
              sys_version = d.sys_version + 1, sys_last_modified_at = :real_now
            from renewed r
            where d.tenant_id = :tenant and d.parent_id = r.id and d.origin = 'flow down'
              and d.expiration_date is not null""";

    static final Change RENEW = new Change(TERM.formatted("c.id = any(:candidates)"), Map.of());

    /**
     * Keeps what was paid where no term could begin, because the package lost its own while the charge was under way: the order
     * stands as paid, nothing drops or bills the member, and the next look at open orders renews once the term is known again.
     */
    static final Change KEEP_PAID = new Change("""
            update memberships c set renewal_order_id = a.order_id, renewal_order_expiration_date = c.expiration_date,
              renewal_order_balance_due = 0, renewal_order_action_id = null, sys_version = c.sys_version + 1,
              sys_last_modified_at = :real_now
            from billing_run_actions a
            where c.tenant_id = :tenant and c.id = any(:candidates) and a.tenant_id = :tenant
              and a.id = c.renewal_order_action_id""", Map.of());

    private static final String STANDING = """
            (select * from unnest(:orders::text[], :statuses::text[], :balances::numeric[]) s (order_id, status, balance_due))
            """;

    /** What follows from how renewal orders stand: the balance, the term that was paid for, or that another order may be made. */
    static final OpenOrders OPEN_ORDERS = new OpenOrders(
            Memberships.CANDIDATES,
            "renewal_order_id",
            List.of(
                    """
            update memberships c set renewal_order_balance_due = s.balance_due, sys_version = c.sys_version + 1,
              sys_last_modified_at = :real_now
            from """ + STANDING + """
            s where c.tenant_id = :tenant and c.renewal_order_id = s.order_id and s.status <> 'cancelled'
              and c.renewal_order_balance_due <> s.balance_due""",
                    TERM.formatted("""
            c.renewal_order_action_id is null and c.renewal_order_expiration_date = c.expiration_date
              and c.renewal_order_id in (select s.order_id from\s""" + STANDING + "s where s.status = 'paid')"),
                    """
            update memberships c set renewal_order_id = null, renewal_order_expiration_date = null,
              renewal_order_balance_due = null, sys_version = c.sys_version + 1, sys_last_modified_at = :real_now
            from """ + STANDING + """
            s where c.tenant_id = :tenant and c.renewal_order_id = s.order_id and c.renewal_order_action_id is null
              and (s.status = 'cancelled' or s.status = 'paid'
                and c.renewal_order_expiration_date is distinct from c.expiration_date)"""));

    private Renewals() {}

    /** Notes on the membership the action that renews it; {@code code} is its kind's. */
    static Change reserve(String code) {
        return new Change("""
                update memberships c set renewal_order_action_id = :run::text || :code::text || c.id
                where c.tenant_id = :tenant and c.id = any(:candidates)""", Map.of("code", "_" + code + "_"));
    }

    /** A column of the package renewed into. */
    static String next(String column) {
        return "(select p." + column + " from packages p where p.tenant_id = c.tenant_id"
                + " and p.id = coalesce(c.renews_with_id, c.package_id))";
    }
}
