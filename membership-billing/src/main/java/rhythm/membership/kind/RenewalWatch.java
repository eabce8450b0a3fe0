package rhythm.membership.kind;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import rhythm.kernel.attention.Attention;
import rhythm.kernel.gateway.Fate;
import rhythm.kernel.gateway.Fate.Means;
import rhythm.kernel.run.OpenOrders;

/** What becomes of memberships as their renewal orders are paid, bound, cancelled, refunded or gone: the fates of decision 32. */
final class RenewalWatch {
    private static final String CHANGE =
            "update memberships c set sys_version = c.sys_version + 1, sys_last_modified_at = :real_now, ";

    /** The memberships {@code c} whose renewal order stands as {@code s} says, but for those that it has renewed already. */
    private static final String WAITING = """
            c.tenant_id = :tenant and c.renewal_order_id = any(:orders) and c.renewal_order_id = s.order_id
              and c.renewal_order_action_id is null and c.renewal_order_standing is distinct from 'reopened' and\s""";

    private static final String IS_FOR_TERM = "c.renewal_order_expiration_date = c.expiration_date";

    /** An estimate that somebody paid, or bound otherwise, is the order now. */
    private static final String BOUND = CHANGE + """
            renewal_order_id = c.renewal_estimate_order_id, renewal_order_expiration_date = e.expiration_date,
              renewal_order_balance_due = e.balance_due, renewal_order_standing = e.fate, renewal_order_superseded = false,
              renewal_estimate_order_id = null, renewal_estimate = null,\s""" + Purchase.OF_ESTIMATE
            + """

            from (select m.id, (m.renewal_estimate ->> 'expiration_date')::date as expiration_date, s.balance_due, s.fate, e.*
              from memberships m
              join %s s on s.order_id = m.renewal_estimate_order_id
              cross join lateral jsonb_to_record(m.renewal_estimate) as %s
              where m.tenant_id = :tenant and m.renewal_estimate_order_id = any(:orders)
                and s.fate <> 'estimate' and s.fate <> all('{%s}')) e
            where c.tenant_id = :tenant and c.id = e.id and c.renewal_order_id is null and c.renewal_order_action_id is null""".formatted(OpenOrders.STANDINGS, Purchase.ROW, String.join(",", Fate.thatMean(Means.FREES)));

    private static final String ESTIMATE_GONE =
            CHANGE + """
            renewal_estimate_order_id = null, renewal_estimate = null
            from %s s
            where c.tenant_id = :tenant and c.renewal_estimate_order_id = any(:orders)
              and c.renewal_estimate_order_id = s.order_id and s.fate = any('{%s}')""".formatted(OpenOrders.STANDINGS, String.join(",", Fate.thatMean(Means.FREES)));

    private static final String STANDS = CHANGE + """
            renewal_order_balance_due = s.balance_due, renewal_order_standing = s.fate
            from %s s
            where\s""".formatted(OpenOrders.STANDINGS) + WAITING
            + "(c.renewal_order_balance_due, c.renewal_order_standing) is distinct from (s.balance_due, s.fate)";

    /** Paid in full, or as far as its package asks for. */
    private static final String RENEWED = RenewalTerm.ofOrders(OpenOrders.STANDINGS, """
            c.renewal_order_standing is distinct from 'reopened' and (s.fate = any('{%s}')
              or s.fate = 'open' and starts_term(p.starts_when, s.total, s.balance_due, s.is_in_parts, s.unpaid_from, :today,
                coalesce(p.lapses_when, %d)))""".formatted(
                    String.join(",", Fate.thatMean(Means.RENEWS)), RenewalTerm.DAYS_BEHIND));

    private static final String SETTLED = Attention.settling(
            Renewals.EXHAUSTED,
            "select c.id from memberships c where c.tenant_id = :tenant and c.renewed_by_order_id = any(:orders)");

    private static final String GONE = noted(
            "renewal order gone",
            "s.fate = 'gone'",
            "'its renewal order ' || s.order_id || ' is not known to collect-billing; it can be billed again'");

    private static final String OUTLIVED = noted(
            "renewal paid but outlived",
            "s.fate = 'paid' and not (" + IS_FOR_TERM + ")",
            "'its renewal order ' || s.order_id || ' was paid, but it had been renewed otherwise; that money is a credit'");

    private static final String FREED = CHANGE
            + Purchase.NONE
            + """

            from %s s
            where\s""".formatted(OpenOrders.STANDINGS)
            + WAITING
            + "(s.fate = any('{%s}') or s.fate = 'paid' and not (%s))"
                    .formatted(String.join(",", Fate.thatMean(Means.FREES)), IS_FOR_TERM);

    /** A term that began before all was paid: over with it when the rest is paid, taken back when its plan lapses. */
    private static final String PAID_UP = CHANGE + """
            renewed_order_is_open = false
            from %s s
            where c.tenant_id = :tenant and c.renewed_by_order_id = any(:orders) and c.renewed_by_order_id = s.order_id
              and c.renewed_order_is_open and s.fate = 'paid'""".formatted(OpenOrders.STANDINGS);

    private static final String IS_LAPSED = """
            c.renewed_order_is_open and s.is_in_parts and s.unpaid_from + coalesce((select p.lapses_when from packages p
              where p.tenant_id = :tenant and p.id = c.before_renewal ->> 'package'), %d) < :today""".formatted(RenewalTerm.DAYS_BEHIND);

    private static final Function<String, String> BY_RENEWING_ORDER = condition -> """
            c.tenant_id = :tenant and c.renewed_by_order_id = any(:orders) and c.renewed_by_order_id = s.order_id
              and c.expiration_date = (c.before_renewal ->> 'until')::date and\s""" + condition;

    private static final String LAPSED_NOTED = Attention.noting(
            "installments behind",
            "memberships",
            """
            select c.id as record_id, s.balance_due as amount, null::text as currency, 'the installments of its renewal order '
              || s.order_id || ' are behind since ' || s.unpaid_from || '; the term before stands again' as text
            from memberships c join %s s on true where\s""".formatted(OpenOrders.STANDINGS) + BY_RENEWING_ORDER.apply(IS_LAPSED));

    private static final String LAPSED = takenBack(OpenOrders.STANDINGS, IS_LAPSED);

    private static final String REFUNDED_NOTED =
            Attention.noting("renewal refunded", "memberships", """
            select c.id as record_id, s.balance_due as amount, null::text as currency, 'of its renewal order ' || s.order_id
              || ', once paid, ' || s.balance_due || ' is open again' as text
            from memberships c join %s s on s.order_id = c.renewed_by_order_id
            where c.tenant_id = :tenant and c.renewed_by_order_id = any(:orders) and not c.renewed_order_is_open
              and c.renewal_order_standing is distinct from 'reopened'""".formatted(OpenOrders.REOPENED));

    private static final String REFUNDED_TAKEN_BACK = takenBack(
            OpenOrders.REOPENED, "not c.renewed_order_is_open and (select l.takes_back from term_law(:tenant) l)");

    /** It keeps the term, and shows what is open; that is no order for the next one. */
    private static final String REFUNDED_FLAGGED = CHANGE + """
            renewal_order_id = c.renewed_by_order_id, renewal_order_standing = 'reopened',
              renewal_order_balance_due = s.balance_due,
              renewal_order_expiration_date = (c.before_renewal ->> 'expiration_date')::date
            from %s s
            where c.tenant_id = :tenant and c.renewed_by_order_id = any(:orders) and c.renewed_by_order_id = s.order_id
              and not c.renewed_order_is_open and c.renewal_order_action_id is null
              and (c.renewal_order_id is null or c.renewal_order_standing = 'reopened'
                and c.renewal_order_balance_due is distinct from s.balance_due)""".formatted(OpenOrders.REOPENED);

    private static final String IS_PAID_AGAIN =
            "c.tenant_id = :tenant and c.renewal_order_standing = 'reopened' and c.renewal_order_id <> all(:orders)";

    private static final String REFUNDED_SETTLED =
            Attention.settling("renewal refunded", "select c.id from memberships c where " + IS_PAID_AGAIN);

    private static final String REFUNDED_PAID = CHANGE + Purchase.NONE + " where " + IS_PAID_AGAIN;

    static final OpenOrders OPEN_ORDERS = new OpenOrders(
            Memberships.CANDIDATES,
            Map.of(
                    "renewal_order_id", "true",
                    "renewal_estimate_order_id", "true",
                    "renewed_by_order_id", "c.renewed_order_is_open"),
            List.of(BOUND, ESTIMATE_GONE, STANDS, RENEWED, GONE, OUTLIVED, FREED, PAID_UP, LAPSED_NOTED, LAPSED),
            List.of(REFUNDED_NOTED, REFUNDED_TAKEN_BACK, REFUNDED_FLAGGED, REFUNDED_SETTLED, REFUNDED_PAID));

    private RenewalWatch() {}

    private static String noted(String kind, String condition, String text) {
        return Attention.noting(
                kind,
                "memberships",
                "select c.id as record_id, coalesce(s.total, s.balance_due) as amount, null::text as currency, " + text
                        + " as text from memberships c join " + OpenOrders.STANDINGS + " s on true where " + WAITING
                        + condition);
    }

    /** The term before the renewal stands again, and the order waits to be paid. */
    private static String takenBack(String standings, String condition) {
        return CHANGE + """
                term_start_date = b.term_start_date, expiration_date = b.expiration_date, term_anchor_day = b.term_anchor_day,
                  package_id = b.package_id, type_id = b.type_id, renews_with_id = b.renews_with_id,
                  renewal_date = b.renewal_date, renewal_order_id = c.renewed_by_order_id,
                  renewal_order_expiration_date = b.expiration_date, renewal_order_balance_due = b.balance_due,
                  renewal_order_standing = 'open', renewal_order_superseded = false, renewal_order_package_id = b.package,
                  renewal_order_term_months = b.months, renewal_order_terms = 1,
                  renewal_order_term_type = case when b.is_calendar then 'calendar' else 'anniversary' end,
                  renewed_by_order_id = null, renewed_order_is_open = false, before_renewal = null
                from (select c.id as membership, s.balance_due, b.*
                  from memberships c
                  cross join lateral jsonb_to_record(c.before_renewal) as b (term_start_date date, expiration_date date,
                    term_anchor_day int, package_id text, type_id text, renews_with_id text, renewal_date date, package text,
                    months int, is_calendar boolean)
                  join %s s on true where\s""".formatted(standings) + BY_RENEWING_ORDER.apply(condition) + """

                    and c.renewal_order_action_id is null and (c.renewal_order_id is null
                      or c.renewal_order_standing = 'reopened')) b
                where c.tenant_id = :tenant and c.id = b.membership""";
    }
}
