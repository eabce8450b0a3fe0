package rhythm.collect.money;

import java.math.BigDecimal;
import java.util.Optional;
import rhythm.collect.money.Attempts.Begun;
import rhythm.kernel.problem.ProblemException;

/**
 * A bill as it stands, and the attempt that is to be brought to its end, or null; or an attempt under another key that is ahead of
 * it; or why there is none of these; all null when nothing is to be paid.
 */
record Opened(Bill bill, Begun attempt, Attempt ahead, ProblemException refusal) {
    static Opened refused(ProblemException refusal) {
        return new Opened(null, null, null, refusal);
    }

    /** Somebody paid it otherwise, or gave it up. */
    static Opened nothing() {
        return new Opened(null, null, null, null);
    }

    static Opened billed(String order, String invoice, BigDecimal amount) {
        return standing(new Bill(order, invoice, amount, false, Optional.empty()));
    }

    static Opened standing(Bill bill) {
        return new Opened(bill, null, null, null);
    }

    static Opened charging(Bill bill, Begun attempt) {
        return new Opened(bill, attempt, null, null);
    }

    Opened behind(Attempt another) {
        return new Opened(over(another), null, another, null);
    }

    /** With the attempt that charges it, unless its outcome is known. */
    Opened with(Begun begun) {
        Bill over = over(begun.attempt());
        return begun.attempt()
                .outcome()
                .map(outcome -> standing(over.charged(outcome)))
                .orElseGet(() -> charging(over, begun));
    }

    /** An installment is over what is charged of it, whatever was paid of it otherwise; an order is over its total. */
    private Bill over(Attempt attempt) {
        return attempt.scheduleId() == null ? bill : bill.over(attempt.amount());
    }
}
