package rhythm.stack.demo.certifications;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** What the whole file must lead to, month by month, worked out without any service. */
public record ExpectedYears(
        List<ExpectedMonth> months,
        Map<String, Register.Certification> certifications,
        Map<String, Register.Application> applications) {

    /** The months from the first to the last. */
    public static ExpectedYears of(List<FileEvent> events, YearMonth from, YearMonth to) {
        Register register = new Register();
        Deque<FileEvent> open = new ArrayDeque<>(events);
        List<ExpectedMonth> months = new ArrayList<>();
        for (YearMonth month = from; !month.isAfter(to); month = month.plusMonths(1)) {
            LocalDate first = month.atDay(1);
            List<Entry> entries = new ArrayList<>(register.resume(first.minusMonths(1)));
            while (!open.isEmpty() && open.getFirst().day().isBefore(first)) {
                entries.addAll(register.enter(open.removeFirst()));
            }
            months.add(new ExpectedMonth(first, List.copyOf(entries), register.run(first)));
        }
        return new ExpectedYears(List.copyOf(months), register.certifications(), register.applications());
    }
}
