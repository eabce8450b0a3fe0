package rhythm.collect.money;

import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rhythm.collect.gateway.Advice;
import rhythm.collect.gateway.Charge;
import rhythm.kernel.store.Tx;

/**
 * How a thing to be paid was charged so far, whoever asked for it: how often in all, and how often the card that was charged last
 * was declined, when, and how.
 *
 * @param attempts charges so far; the next one's number follows
 */
record Dunning(int attempts, String cardHash, int declines, OffsetDateTime lastDecline, Charge.Declined answer) {
    static final Dunning NONE = new Dunning(0, null, 0, null, null);

    /** By what is to be paid. */
    static Map<String, Dunning> of(Tx tx, String tenant, List<String> stems) {
        Map<String, Dunning> found = new HashMap<>();
        if (!stems.isEmpty()) {
            tx.run("""
                    select distinct on (a.stem) a.stem, (count(*) over (partition by a.stem))::integer as attempts, a.card_hash,
                      (count(*) filter (where advised(a.state, a.advice, a.is_hard, a.code) <> 'none')
                        over (partition by a.stem, a.card_hash))::integer as declines,
                      a.state, a.finished_at, a.code, advised(a.state, a.advice, a.is_hard, a.code) as advice, a.message
                    from payment_attempts a where a.tenant_id = $1 and a.stem = any($2)
                    order by a.stem, a.started_at desc, a.number desc""", tenant, stems.toArray(String[]::new)).forEach(row -> found.put(row.getString("stem"), of(row)));
        }
        return found;
    }

    private static Dunning of(Row row) {
        Charge.Declined answer = row.getString("state").equals("declined")
                ? new Charge.Declined(
                        row.getString("code"), Advice.of(row.getString("advice")), row.getString("message"))
                : null;
        return new Dunning(
                row.getInteger("attempts"),
                row.getString("card_hash"),
                row.getInteger("declines"),
                row.getOffsetDateTime("finished_at"),
                answer);
    }

    /** Whether the last answer stands: the card was declined, and another try is not due yet, or never will be. */
    boolean rests(Card card, Moment moment) {
        boolean isDeclined =
                answer != null && !answer.isWithdrawn() && card.hash().equals(cardHash);
        LocalDate next = isDeclined ? next(declines, moment.day(lastDecline), answer, moment) : null;
        return isDeclined && (next == null || moment.today().isBefore(next));
    }

    /** When a card that was declined is due to be tried again; null for never. */
    LocalDate next(Moment moment) {
        return answer == null ? null : next(declines, moment.day(lastDecline), answer, moment);
    }

    /** The same, if this card is declined softly now. */
    LocalDate nextAfterDecline(Card card, Moment moment) {
        int before = card.hash().equals(cardHash) ? declines : 0;
        return before + 1 < moment.dunningAttempts() ? moment.today().plusDays(moment.dunningDaysApart()) : null;
    }

    private static LocalDate next(int declines, LocalDate last, Charge.Declined answer, Moment moment) {
        return !answer.isSoft() || declines >= moment.dunningAttempts()
                ? null
                : last.plusDays(moment.dunningDaysApart());
    }
}
