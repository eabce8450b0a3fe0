package rhythm.stack.demo.renewals;

import java.math.BigDecimal;
import java.time.LocalDate;
import rhythm.stack.demo.Money;

/** An order for a member's next term in our own books. */
final class Bill {
    /** The day of the run that placed it. */
    final LocalDate placed;

    final String line;
    final BigDecimal total;
    BigDecimal paid = Money.NOTHING;

    Bill(LocalDate placed, String line, BigDecimal total) {
        this.placed = placed;
        this.line = line;
        this.total = total;
    }

    void pay(BigDecimal amount) {
        paid = paid.add(amount);
    }

    boolean isPaid() {
        return paid.compareTo(total) == 0;
    }

    String standing() {
        return standing(line, isPaid() ? "paid" : "awaiting payment", total, total.subtract(paid));
    }

    static String standing(String line, String status, BigDecimal total, BigDecimal balance) {
        return "%s: %s of %s, open %s".formatted(line, status, total, balance);
    }
}
