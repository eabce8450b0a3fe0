package rhythm.collect.money;

import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Optional;
import rhythm.collect.gateway.Charge;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.Tx;

/** The charges written down: begun before the gateway is called, claimed by one caller at a time, finished once. */
final class Attempts {
    /** An attempt under way; whether it is this caller who charges. */
    record Begun(Attempt attempt, boolean isMine) {}

    private Attempts() {}

    /** The last attempt under a caller's key. */
    static Optional<Attempt> last(Tx tx, String tenant, String requestKey) {
        return one(tenant, tx.run("select " + Attempt.COLUMNS + """
                 from payment_attempts a
                join stored_payment_methods m on m.tenant_id = $1 and m.id = a.stored_payment_method_id
                where a.tenant_id = $1 and a.request_key = $2 order by a.number desc limit 1""", tenant, requestKey));
    }

    /**
     * The attempt to carry on with under a caller's key: the one that is there, or a new one on the invoice's balance, which
     * is the caller's own until {@code leasedUntil}. The invoice's row must be locked.
     */
    static Begun begin(
            Tx tx,
            String tenant,
            String requestKey,
            Optional<Attempt> last,
            String invoice,
            String method,
            Moment moment,
            OffsetDateTime leasedUntil) {
        Card card = Card.get(tx, tenant, method);
        if (last.isPresent() && !last.get().mayBeFollowed(card.hash(), moment.now())) {
            return new Begun(last.get(), false);
        }
        card.requireActive();
        for (Row other : tx.run("""
                select a.key from payment_attempts a
                where a.tenant_id = $1 and a.invoice_id = $2 and a.state in ('started', 'unknown')""", tenant, invoice)) {
            throw Problem.CONFLICT.because(
                    "the invoice %s is being charged already, as %s".formatted(invoice, other.getString(0)));
        }
        int number = last.map(Attempt::number).orElse(0) + 1;
        String key = tenant + ":" + requestKey + (number == 1 ? "" : "#" + number);
        int begun = tx.run(
                        """
                insert into payment_attempts (tenant_id, key, request_key, number, order_id, invoice_id,
                  installment_schedule_id, entry_id, stored_payment_method_id, card_hash, amount, currency, description,
                  state, started_at, tries, leased_until)
                select i.tenant_id, $3, $4, $5, i.order_id, i.id, i.installment_schedule_id, i.entry_id, $6, $7,
                  i.balance_due, i.currency, i.name, 'started', $8, 1, $9
                from invoices i
                where i.tenant_id = $1 and i.id = $2 and i.status = 'open' and i.balance_due > 0
                returning key""", tenant, invoice, key, requestKey, number, method, card.hash(), moment.now(), leasedUntil)
                .size();
        if (begun == 0) {
            throw Problem.CONFLICT.because("the invoice " + invoice + " is not open");
        }
        return new Begun(get(tx, tenant, key), true);
    }

    static Attempt get(Tx tx, String tenant, String key) {
        return one(tenant, tx.run("select " + Attempt.COLUMNS + """
                 from payment_attempts a
                join stored_payment_methods m on m.tenant_id = $1 and m.id = a.stored_payment_method_id
                where a.tenant_id = $1 and a.key = $2""", tenant, key))
                .orElseThrow();
    }

    /** Takes an open attempt for this caller alone; empty while another has it, or when its outcome is known. */
    static Optional<Attempt> claim(Tx tx, String tenant, String key, OffsetDateTime real, OffsetDateTime leasedUntil) {
        return one(tenant, tx.run("""
                update payment_attempts a set tries = a.tries + 1, leased_until = $4
                from stored_payment_methods m
                where a.tenant_id = $1 and a.key = $2 and a.state in ('started', 'unknown')
                  and (a.leased_until is null or a.leased_until <= $3)
                  and m.tenant_id = $1 and m.id = a.stored_payment_method_id
                returning\s""" + Attempt.COLUMNS, tenant, key, real, leasedUntil));
    }

    /** Writes an outcome down; false when another has done so before. */
    static boolean finish(Tx tx, String tenant, String key, Charge charge, Moment moment) {
        return switch (charge) {
            case Charge.Succeeded(String reference) -> finish(tx, tenant, key, "succeeded", null, reference, moment);
            case Charge.Declined declined -> finish(tx, tenant, key, "declined", declined, null, moment);
            case Charge.Unknown(String reason) ->
                tx.run("""
                        update payment_attempts set state = 'unknown', message = $3, leased_until = null
                        where tenant_id = $1 and key = $2 and state in ('started', 'unknown')""", tenant, key, reason).rowCount() == 1;
        };
    }

    private static boolean finish(
            Tx tx, String tenant, String key, String state, Charge.Declined declined, String reference, Moment moment) {
        return tx.run(
                                """
                        update payment_attempts set state = $3, code = $4, is_hard = $5, message = $6, gateway_reference = $7,
                          finished_at = $8, leased_until = null
                        where tenant_id = $1 and key = $2 and state in ('started', 'unknown')""",
                                tenant,
                                key,
                                state,
                                declined == null ? null : declined.code(),
                                declined != null && declined.isHard(),
                                declined == null ? null : declined.message(),
                                reference,
                                moment.now())
                        .rowCount()
                == 1;
    }

    private static Optional<Attempt> one(String tenant, Iterable<Row> rows) {
        for (Row row : rows) {
            return Optional.of(Attempt.of(tenant, row));
        }
        return Optional.empty();
    }
}
