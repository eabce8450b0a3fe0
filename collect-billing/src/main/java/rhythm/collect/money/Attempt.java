package rhythm.collect.money;

import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import rhythm.collect.gateway.Account;
import rhythm.collect.gateway.Advice;
import rhythm.collect.gateway.Charge;
import rhythm.collect.gateway.ChargeRequest;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.problem.ProblemException;

/** One charge as it is written down: for which invoice, on which card, and what is known of its outcome. */
record Attempt(
        String tenant,
        String key,
        String stem,
        int number,
        String orderId,
        String invoiceId,
        String scheduleId,
        String entryId,
        String cardHash,
        String token,
        BigDecimal amount,
        String currency,
        String description,
        String state,
        String message,
        Charge.Declined decline,
        String reference,
        Account account,
        String intent,
        boolean isReused,
        int tries,
        OffsetDateTime startedAt,
        OffsetDateTime finishedAt) {
    /** The same card is not tried again sooner; until then the same key is answered with the same decline. */
    private static final Duration ANSWERED_ALIKE = Duration.ofHours(24);

    static final String COLUMNS = """
            a.key, coalesce(a.stem, a.request_key) as stem, a.number, a.order_id, a.invoice_id, a.installment_schedule_id, a.entry_id, a.card_hash,
            (select m.token from stored_payment_methods m
              where m.tenant_id = a.tenant_id and m.id = a.stored_payment_method_id) as token,
            a.amount, a.currency, a.description, a.state, a.code, advised(a.state, a.advice, a.is_hard, a.code) as advice, a.message, a.gateway_reference, a.account, a.intent,
            a.is_reused, a.tries, a.started_at, a.finished_at""";

    static Attempt of(String tenant, Row row) {
        return new Attempt(
                tenant,
                row.getString("key"),
                row.getString("stem"),
                row.getInteger("number"),
                row.getString("order_id"),
                row.getString("invoice_id"),
                row.getString("installment_schedule_id"),
                row.getString("entry_id"),
                row.getString("card_hash"),
                row.getString("token"),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getString("description"),
                row.getString("state"),
                row.getString("message"),
                decline(row),
                row.getString("gateway_reference"),
                Account.of(row.getJsonObject("account")),
                row.getString("intent"),
                row.getBoolean("is_reused"),
                row.getInteger("tries"),
                row.getOffsetDateTime("started_at"),
                row.getOffsetDateTime("finished_at"));
    }

    private static Charge.Declined decline(Row row) {
        return row.getString("advice") == null
                ? null
                : new Charge.Declined(
                        row.getString("code"), Advice.of(row.getString("advice")), row.getString("message"));
    }

    /** What whoever asks is told; empty while nobody knows. */
    Optional<Charge> outcome() {
        return switch (state) {
            case "succeeded" -> Optional.of(new Charge.Succeeded(reference));
            case "pending" -> Optional.of(new Charge.Pending(reference));
            case "declined" -> Optional.of(decline);
            case "refused" -> Optional.of(new Charge.Refused(message));
            default -> Optional.empty();
        };
    }

    /** A bank has still to decide. */
    boolean isPending() {
        return state.equals("pending");
    }

    /** It came to nothing. */
    boolean isOver() {
        return state.equals("declined") || state.equals("refused");
    }

    /** Whether a charge that came to nothing may be followed by another under the caller's same key: a new card, or a new day. */
    boolean mayBeFollowed(String currentCard, OffsetDateTime now) {
        return state.equals("refused")
                || state.equals("declined") && decline.isBrokenOff()
                || state.equals("declined")
                        && (!cardHash.equals(currentCard)
                                || decline.isSoft()
                                        && finishedAt.plus(ANSWERED_ALIKE).isBefore(now));
    }

    ProblemException isUnderWay() {
        return Problem.CONFLICT.because("the invoice %s is being charged already, as %s".formatted(invoiceId, key));
    }

    ChargeRequest request() {
        return new ChargeRequest(tenant, account, key, stem, token, amount, currency, description);
    }
}
