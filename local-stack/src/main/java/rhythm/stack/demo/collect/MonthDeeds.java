package rhythm.stack.demo.collect;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rhythm.stack.demo.ArrivedMail;
import rhythm.stack.demo.Money;

/** Everything the run of one month does; charges, declines and suspensions by licence, with their amounts. */
final class MonthDeeds {
    final Map<String, BigDecimal> charged = new TreeMap<>();
    final Map<String, BigDecimal> declined = new TreeMap<>();
    final Map<String, BigDecimal> suspended = new TreeMap<>();
    final List<String> cancelled = new ArrayList<>();
    final List<ArrivedMail> mails = new ArrayList<>();
    /** What was charged at last after it had been declined. */
    BigDecimal recovered = Money.NOTHING;

    void mail(String kind, String to, String about) {
        mails.add(new ArrivedMail(kind, to, about));
    }
}
