package rhythm.collect.money;

import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import rhythm.collect.gateway.Advice;
import rhythm.collect.gateway.Charge;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.run.DueWork;
import rhythm.kernel.store.Tx;

/** The charges written down: begun before the gateway is called, claimed by one caller at a time, finished once. */
final class Attempts {
    /** Of each invoice, the intents that are still open, having been declined and not cancelled: the next try confirms the same one. */
    private static final String OPEN_INTENTS = """
            select b.invoice_id, b.amount, b.currency, b.payer, max(b.intent) as intent
            from unnest($7::text[]) n (id) join payment_attempts b on b.tenant_id = $1 and b.invoice_id = n.id
            where b.state in ('declined', 'refused') and b.account = $11::jsonb
              and b.intent is not null and not exists (select from payment_attempts c
                where c.tenant_id = $1 and c.invoice_id = b.invoice_id and c.intent = b.intent and c.advice = 'none')
            group by b.invoice_id, b.amount, b.currency, b.payer""";

    /** An attempt under way; whether it is this caller who charges. */
    record Begun(Attempt attempt, boolean isMine) {}

    private Attempts() {}

    /** The last attempt under each of these keys that has one. */
    static Map<String, Attempt> last(Tx tx, String tenant, List<String> requestKeys) {
        Map<String, Attempt> last = new HashMap<>();
        for (Row row : tx.run(
                "select distinct on (a.request_key) a.request_key, " + Attempt.COLUMNS + """
                 from payment_attempts a
                where a.tenant_id = $1 and a.request_key = any($2)
                order by a.request_key, a.number desc""",
                tenant,
                requestKeys.toArray(String[]::new))) {
            last.put(row.getString("request_key"), Attempt.of(tenant, row));
        }
        return last;
    }

    /** Those of the cards that were declined for good, by their ids, and how; a new token or expiration makes another card. */
    static Map<String, Charge.Declined> hardDeclines(Tx tx, String tenant, List<Card> cards) {
        Map<String, Charge.Declined> declines = new HashMap<>();
        tx.run(
                        """
                select a.stored_payment_method_id, a.code, a.message from unnest($2::text[], $3::text[]) v (method, hash)
                join payment_attempts a on a.tenant_id = $1 and a.stored_payment_method_id = v.method
                  and a.card_hash = v.hash and a.is_hard
                order by a.finished_at desc -- the first answer is the one that stays""",
                        tenant,
                        cards.stream().map(Card::id).toArray(String[]::new),
                        cards.stream().map(Card::hash).toArray(String[]::new))
                .forEach(row -> declines.put(
                        row.getString(0), new Charge.Declined(row.getString(1), Advice.HARD, row.getString(2))));
        return declines;
    }

    /** The attempts whose outcome is open, by their invoice. */
    static Map<String, Attempt> underWay(Tx tx, String tenant, List<String> invoices) {
        Map<String, Attempt> attempts = new HashMap<>();
        tx.run("select " + Attempt.COLUMNS + """
                 from payment_attempts a
                where a.tenant_id = $1 and a.invoice_id = any($2) and a.state in ('started', 'unknown')""", tenant, invoices.toArray(String[]::new))
                .forEach(row -> attempts.put(row.getString("invoice_id"), Attempt.of(tenant, row)));
        return attempts;
    }

    /** Those whose outcome is open and that nobody is at; those that a bank decides on, once a day. */
    static List<Attempt> left(Tx tx, String tenant, OffsetDateTime real) {
        List<Attempt> left = new ArrayList<>();
        tx.run("select " + Attempt.COLUMNS + """
                 from payment_attempts a
                where a.tenant_id = $1 and a.state in ('started', 'unknown', 'pending')
                  and (a.leased_until is null or a.leased_until <= $2)
                order by a.started_at limit 1000""", tenant, real).forEach(row -> left.add(Attempt.of(tenant, row)));
        return left;
    }

    /**
     * Another attempt that is to be made.
     *
     * @param number of those under the caller's key
     * @param stem what it pays, whoever asks for it
     * @param ordinal of those that were to pay that
     */
    record Next(String requestKey, int number, String stem, int ordinal, String invoice, Card card) {
        /** Lengths come before tenant and stem, so that no two pairs, and no two numbers, make the same text. */
        String key(String tenant) {
            return tenant.length() + ":" + tenant + ":" + stem.length() + ":" + stem
                    + (ordinal == 1 ? "" : "#" + ordinal);
        }

        ProblemException isNotOpen() {
            return Problem.CONFLICT.because("the invoice " + invoice + " is not open");
        }
    }

    /**
     * Begins attempts on what is open of their invoices, whose rows must be locked: they are the caller's own until {@code
     * leasedUntil}. Answers, by the callers' keys, those whose invoice is open.
     */
    static Map<String, Attempt> begin(
            Tx tx, String tenant, List<Next> attempts, Moment moment, OffsetDateTime leasedUntil) {
        Map<String, Attempt> begun = new HashMap<>();
        if (attempts.isEmpty()) {
            return begun;
        }
        tx.run(DueWork.NOTE_WATCH, tenant, OpenCharges.NAME, moment.now());
        for (Row row : tx.run(
                """
                insert into payment_attempts as a (tenant_id, key, request_key, number, stem, order_id, invoice_id,
                  installment_schedule_id, entry_id, stored_payment_method_id, card_hash, amount, currency, description,
                  state, started_at, tries, leased_until, account, payer, intent, is_reused)
                select i.tenant_id, v.key, v.request_key, v.number, v.stem, i.order_id, i.id, i.installment_schedule_id, i.entry_id,
                  v.method, v.card_hash, i.balance_due, i.currency, i.name, 'started', $2, 1, $3, $11::jsonb, payer(m.token), o.intent,
                  o.intent is not null
                from unnest($4::text[], $5::text[], $6::integer[], $7::text[], $8::text[], $9::text[], $10::text[])
                  v (key, request_key, number, invoice, method, card_hash, stem)
                join invoices i on i.tenant_id = $1 and i.id = v.invoice and i.status = 'open' and i.balance_due > 0
                join stored_payment_methods m on m.tenant_id = $1 and m.id = v.method
                left join (%s) o on o.invoice_id = i.id and o.amount = i.balance_due and o.currency = i.currency
                  and o.payer is not distinct from payer(m.token)
                returning a.request_key, %s""".formatted(OPEN_INTENTS, Attempt.COLUMNS),
                tenant,
                moment.now(),
                leasedUntil,
                strings(attempts, next -> next.key(tenant)),
                strings(attempts, Next::requestKey),
                attempts.stream().map(Next::number).toArray(Integer[]::new),
                strings(attempts, Next::invoice),
                strings(attempts, next -> next.card.id()),
                strings(attempts, next -> next.card.hash()),
                strings(attempts, Next::stem),
                moment.account())) {
            begun.put(row.getString("request_key"), Attempt.of(tenant, row));
        }
        return begun;
    }

    private static String[] strings(List<Next> attempts, Function<Next, String> value) {
        return attempts.stream().map(value).toArray(String[]::new);
    }

    static Attempt get(Tx tx, String tenant, String key) {
        return one(tenant, tx.run("select " + Attempt.COLUMNS + """
                 from payment_attempts a
                where a.tenant_id = $1 and a.key = $2""", tenant, key))
                .orElseThrow();
    }

    /** The last attempt that an intent was confirmed for. */
    static Optional<Attempt> ofIntent(Tx tx, String tenant, String intent) {
        return one(tenant, tx.run("select " + Attempt.COLUMNS + """
                 from payment_attempts a
                where a.tenant_id = $1 and a.intent = $2 order by a.started_at desc, a.number desc limit 1""", tenant, intent));
    }

    /** Has an attempt looked at again that came to nothing, or that a bank has still to decide; one that was booked stays as it is. */
    static void reopen(Tx tx, String tenant, String key) {
        tx.run("""
                update payment_attempts a set leased_until = null,
                  state = case when a.state = 'pending' then a.state else 'unknown' end
                where a.tenant_id = $1 and a.key = $2 and (a.state = 'pending' or a.state in ('declined', 'refused')
                  and not exists (select from payments p where p.tenant_id = $1 and p.idempotency_key = $2))""", tenant, key);
    }

    /** Gives an attempt the intent of a charge of before that paid the same. */
    static Attempt adopt(Tx tx, String tenant, String key, String intent) {
        return one(tenant, tx.run("""
                update payment_attempts a set intent = $3 where a.tenant_id = $1 and a.key = $2
                returning\s""" + Attempt.COLUMNS, tenant, key, intent)).orElseThrow();
    }

    /** Takes an open attempt for this caller alone; empty while another has it, or when its outcome is known. */
    static Optional<Attempt> claim(Tx tx, String tenant, String key, OffsetDateTime real, OffsetDateTime leasedUntil) {
        return one(tenant, tx.run("""
                update payment_attempts a set tries = a.tries + 1, leased_until = $4
                where a.tenant_id = $1 and a.key = $2 and a.state in ('started', 'unknown', 'pending')
                  and (a.leased_until is null or a.leased_until <= $3)
                returning\s""" + Attempt.COLUMNS, tenant, key, real, leasedUntil));
    }

    /** Writes down by which intents the gateway knows these attempts, and answers them: each with the one that stands. */
    static Map<String, Attempt> prepared(Tx tx, String tenant, Map<String, String> intents) {
        Map<String, Attempt> prepared = new HashMap<>();
        tx.run(
                        """
                update payment_attempts a set intent = coalesce(a.intent, v.intent)
                from unnest($2::text[], $3::text[]) v (key, intent) where a.tenant_id = $1 and a.key = v.key
                returning\s""" + Attempt.COLUMNS,
                        tenant,
                        intents.keySet().toArray(String[]::new),
                        intents.values().toArray(String[]::new))
                .forEach(row -> prepared.put(row.getString("key"), Attempt.of(tenant, row)));
        return prepared;
    }

    /** Why an attempt that the gateway has not heard of is not to be made any more; empty when it still is. */
    static Optional<String> whyWithdrawn(Tx tx, String tenant, String key) {
        for (Row row : tx.run("""
                select case when i.status <> 'open' then format('the invoice %s is %s', i.id, i.status)
                  when i.balance_due < a.amount then format('of the invoice %s only %s is open', i.id, i.balance_due)
                  when o.status = 'cancelled' then format('the order %s is cancelled', o.id)
                  when s.status <> 'active' then format('the schedule %s is %s', s.id, s.status) end
                from payment_attempts a join invoices i on i.tenant_id = $1 and i.id = a.invoice_id
                left join orders o on o.tenant_id = $1 and o.id = a.order_id
                left join installment_schedules s on s.tenant_id = $1 and s.id = a.installment_schedule_id
                where a.tenant_id = $1 and a.key = $2""", tenant, key)) {
            return Optional.ofNullable(row.getString(0));
        }
        return Optional.empty();
    }

    /**
     * Writes outcomes down, and answers the keys of those that nobody had written before.
     *
     * @param next when a bank that has still to decide is asked again
     */
    static Set<String> finish(Tx tx, String tenant, List<Outcome> outcomes, Moment moment, OffsetDateTime next) {
        Set<String> finished = new HashSet<>();
        tx.run(
                        """
                update payment_attempts a set state = v.state, code = v.code, is_hard = v.is_hard, message = v.message,
                  advice = v.advice, gateway_reference = v.reference,
                  leased_until = case when v.state = 'pending' then $9::timestamptz end,
                  finished_at = case when v.state not in ('unknown', 'pending') then $2::timestamptz end
                from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $10::boolean[])
                  v (key, state, code, advice, message, reference, is_hard)
                where a.tenant_id = $1 and a.key = v.key and a.state in ('started', 'unknown', 'pending')
                returning a.key""",
                        tenant,
                        moment.now(),
                        Outcome.column(outcomes, Outcome::key),
                        Outcome.column(outcomes, Outcome::state),
                        Outcome.column(outcomes, Outcome::code),
                        Outcome.column(outcomes, Outcome::advice),
                        Outcome.column(outcomes, Outcome::message),
                        Outcome.column(outcomes, Outcome::reference),
                        next,
                        outcomes.stream().map(Outcome::isHard).toArray(Boolean[]::new))
                .forEach(row -> finished.add(row.getString(0)));
        return finished;
    }

    private static Optional<Attempt> one(String tenant, Iterable<Row> rows) {
        for (Row row : rows) {
            return Optional.of(Attempt.of(tenant, row));
        }
        return Optional.empty();
    }
}
