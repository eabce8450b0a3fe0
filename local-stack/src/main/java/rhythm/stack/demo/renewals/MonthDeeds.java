package rhythm.stack.demo.renewals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import rhythm.stack.demo.ArrivedMail;
import rhythm.stack.demo.Money;

/** What members pay before the run of a month, and everything the run does, by licence. */
final class MonthDeeds {
    final List<Payment> payments = new ArrayList<>();
    /** Paid between the making of the list and its execution. */
    final List<Payment> lastMinute = new ArrayList<>();

    final Map<String, BigDecimal> ordered = new TreeMap<>();
    final Map<String, BigDecimal> charged = new TreeMap<>();
    /** Declined by the gateway. */
    final Map<String, BigDecimal> declined = new TreeMap<>();
    /** Declined because the gateway had said before that this card is dead, or often enough that it has no money: it is not asked. */
    final List<String> declinedUnasked = new ArrayList<>();

    final Map<String, LocalDate> renewed = new TreeMap<>();
    final List<String> reminded = new ArrayList<>();
    final List<String> dropped = new ArrayList<>();
    final List<ArrivedMail> mails = new ArrayList<>();

    /** All that members paid themselves. */
    BigDecimal paid() {
        return Money.sum(Stream.concat(payments.stream(), lastMinute.stream())
                .map(Payment::amount)
                .toList());
    }

    void mail(String kind, Member member, LocalDate end) {
        mails.add(new ArrivedMail(kind, member.email(), end.toString()));
    }
}
