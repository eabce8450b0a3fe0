package rhythm.membership.kind;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import rhythm.kernel.attention.Attention;
import rhythm.kernel.gateway.Fate;
import rhythm.kernel.gateway.Fate.Means;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Effect.Change;

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

    /** What waits for people when a card is not asked any more. */
    static final String EXHAUSTED = "renewal declined";

    /** A card that was declined is asked again on its day, by whichever run. */
    static final String IS_TRIABLE = "c.renewal_next_attempt_date is null or c.renewal_next_attempt_date <= ";

    static final Condition PRICE_KNOWN = new Condition(
            "the price of the renewal is known", next("renewal_price") + " is not null", next("renewal_price"), "any");

    static final Condition TERM_KNOWN = new Condition(
            "the length of the next term is known", next("term") + " is not null", next("term"), "months");

    /** The order that the membership waits for is for the term that comes next. */
    static final String HAS_ORDER =
            "(c.renewal_order_id is not null and c.renewal_order_expiration_date = c.expiration_date)";

    /** How it stands; what was attached before that was noted is open until something is known. */
    private static final String STANDING =
            "coalesce(c.renewal_order_standing, case when c.renewal_order_balance_due <= 0 then 'paid' else 'open' end)";

    /** There is an order that can be paid as it stands. */
    static final String HAS_OPEN_ORDER =
            "(" + HAS_ORDER + " and not c.renewal_order_superseded and " + STANDING + " = 'open')";

    /** A charge is under way, or the money is there: nothing is asked for, and nothing is billed again (decision 32). */
    static final Condition MAY_BE_BILLED = new Condition(
            "has no renewal order for this term that still counts",
            "not " + HAS_ORDER + " or c.renewal_order_superseded or " + STANDING + " = any(:fates)",
            Map.of("fates", Fate.thatMean(Means.BILLS_AGAIN)),
            shown("c.renewal_order_id || ', ' || " + STANDING),
            "none, or one that is " + words(Means.BILLS_AGAIN));

    /** Who does not pay is not billed for ever. Installments are paid over the term; who is behind with them loses it. */
    static final Condition LAST_IS_PAID = new Condition(
            "has paid for the last term, or may be billed on",
            "not c.renewed_order_is_open or c.renewed_in_parts or c.terms_on_unpaid < coalesce("
                    + next("bill_on_unpaid") + ", 0)",
            "case when c.renewed_order_is_open then c.renewed_by_order_id || ', not paid, and billed on '"
                    + " || c.terms_on_unpaid || ' times' end",
            "none open, or fewer than the package's bill_on_unpaid");

    /** An open order is paid as it stands; what is under way, paid or given up is not charged. */
    static final Condition MAY_BE_CHARGED = new Condition(
            "its renewal order, if it has one, can be charged",
            "not " + HAS_ORDER + " or c.renewal_order_superseded or " + STANDING + " = any(:fates)",
            Map.of("fates", concat(Fate.thatMean(Means.BILLS_AGAIN), Fate.thatMean(Means.REMINDS))),
            shown(STANDING),
            "none, or one that is " + words(Means.REMINDS));

    static final Condition WAS_BILLED = new Condition(
            "was billed for this term and has not renewed",
            HAS_ORDER + " and not c.renewal_order_superseded",
            "c.renewal_order_expiration_date",
            "an order that renews from the expiration date");

    static final Condition HAS_BALANCE = new Condition(
            "has a balance open",
            "c.renewal_order_balance_due > 0 and " + STANDING + " = any(:fates)",
            Map.of("fates", Fate.thatMean(Means.REMINDS)),
            "concat_ws(', ', c.renewal_order_balance_due, " + STANDING + ")",
            "more than 0, of an order that is " + words(Means.REMINDS));

    /** Whose money is there or under way stays. */
    static final Condition NOT_PAID = new Condition(
            "has not paid for the next term",
            "not " + HAS_ORDER + " or " + STANDING + " = any(:fates)",
            Map.of("fates", Fate.thatMean(Means.DROPS)),
            shown(STANDING),
            "none, or a renewal order that is " + words(Means.DROPS));

    /**
     * Takes the membership back from an action whose order was refused or declined. A declined order stands all the same: whoever
     * renews the term next pays that one, so that there is never a second.
     */
    static final List<Change> RELEASE = List.of(
            new Change(Attention.noting(EXHAUSTED, "memberships", """
                            select c.id as record_id, a.amount, a.currency, 'its card is not charged any more: ' || a.error_message as text
                            from memberships c join billing_run_actions a on a.tenant_id = :tenant and a.id = c.renewal_order_action_id
                            where c.tenant_id = :tenant and c.id = any(:candidates) and a.status = 'payment failure'
                              and a.next_attempt_date is null"""), Map.of()),
            change("""
                    renewal_order_id = a.order_id, renewal_order_expiration_date = c.expiration_date,
                    renewal_order_balance_due = case when a.order_id = c.renewal_order_id then c.renewal_order_balance_due
                      else a.amount end,
                    renewal_order_standing = 'open', renewal_order_superseded = false, renewal_order_action_id = null,
                    renewal_estimate_order_id = null, renewal_estimate = null,
                    renewal_next_attempt_date = a.next_attempt_date,
                    renewal_charge_rests = a.status = 'payment failure' and a.next_attempt_date is null, """ + Purchase.OF_ACTION, "a.order_id is not null"),
            change("renewal_order_action_id = null", "a.order_id is null"));

    /** The order stands on the membership, for the term that it renews; an estimate is none, and is kept beside it. */
    static final List<Change> ATTACH =
            List.of(change("""
                    renewal_order_id = a.order_id, renewal_order_expiration_date = c.expiration_date,
                    renewal_order_balance_due = a.amount, renewal_order_standing = 'open', renewal_order_superseded = false,
                    renewal_order_action_id = null, renewal_estimate_order_id = null, renewal_estimate = null, """ + Purchase.OF_ACTION, "not :pro_forma"), change("""
                    renewal_order_action_id = null, renewal_estimate_order_id = a.order_id,
                    renewal_estimate = jsonb_build_object('expiration_date', c.expiration_date) ||\s""" + Purchase.AS_JSON, ":pro_forma"));

    private Renewals() {}

    /** Changes the memberships whose actions are through with their orders. */
    private static Change change(String assignments, String condition) {
        return new Change("""
                update memberships c set sys_version = c.sys_version + 1, sys_last_modified_at = :real_now, %s
                from billing_run_actions a
                where c.tenant_id = :tenant and c.id = any(:candidates) and a.tenant_id = :tenant
                  and a.id = c.renewal_order_action_id and %s""".formatted(assignments, condition), Map.of());
    }

    /** Its card is due to be asked, or was never declined. */
    static Condition isDue(LocalDate asOf) {
        return new Condition(
                "is not waiting for its next attempt",
                IS_TRIABLE + ":as_of",
                Map.of("as_of", asOf),
                "c.renewal_next_attempt_date",
                "none, or by " + asOf);
    }

    /** The same change with values of its own. */
    static List<Change> with(List<Change> changes, Map<String, Object> params) {
        return changes.stream().map(change -> new Change(change.sql(), params)).toList();
    }

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

    private static String shown(String value) {
        return "case when " + HAS_ORDER + " then " + value + " end";
    }

    private static String words(Means what) {
        return String.join(" or ", Fate.thatMean(what));
    }

    private static String[] concat(String[] some, String[] others) {
        return Stream.of(some, others).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
