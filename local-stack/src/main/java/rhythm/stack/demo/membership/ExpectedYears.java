package rhythm.stack.demo.membership;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the whole file must lead to, month by month, worked out without any service. */
public record ExpectedYears(List<ExpectedMonth> months, Map<String, Chamber.Standing> standings) {
    /** The one drop that staff take out of its run, so that the next month's run does it. */
    record Exclusion(LocalDate month, String licence) {}

    /** The months from the first to the last, with one drop put off by a month wherever the file allows it. */
    public static ExpectedYears of(List<LicenceEvent> events, YearMonth from, YearMonth to) {
        ExpectedYears plain = simulate(events, from, to, null);
        Optional<Exclusion> exclusion = plain.months().stream()
                .filter(month -> YearMonth.from(month.first()).isBefore(to))
                .flatMap(month -> month.drops().stream().map(drop -> new Exclusion(month.first(), drop.licence())))
                .filter(candidate -> hasQuietMonth(events, candidate))
                .findFirst();
        return exclusion.map(one -> simulate(events, from, to, one)).orElse(plain);
    }

    private static boolean hasQuietMonth(List<LicenceEvent> events, Exclusion candidate) {
        LocalDate next = candidate.month().plusMonths(1);
        return events.stream()
                .noneMatch(event -> event.licence().equals(candidate.licence())
                        && !event.day().isBefore(candidate.month())
                        && event.day().isBefore(next));
    }

    private static ExpectedYears simulate(
            List<LicenceEvent> events, YearMonth from, YearMonth to, @Nullable Exclusion exclusion) {
        Chamber chamber = new Chamber();
        Deque<LicenceEvent> open = new ArrayDeque<>(events);
        List<ExpectedMonth> months = new ArrayList<>();
        for (YearMonth month = from; !month.isAfter(to); month = month.plusMonths(1)) {
            LocalDate first = month.atDay(1);
            List<Change> changes = new ArrayList<>();
            while (!open.isEmpty() && open.getFirst().day().isBefore(first)) {
                chamber.enter(open.removeFirst()).ifPresent(changes::add);
            }
            Set<MemberTerm> notices = chamber.toNotify(first);
            Set<MemberTerm> drops = chamber.toDrop(first);
            Set<MemberTerm> excluded = new TreeSet<>(drops);
            excluded.removeIf(drop -> !new Exclusion(first, drop.licence()).equals(exclusion));
            drops.removeAll(excluded);
            drops.forEach(chamber::drop);
            months.add(new ExpectedMonth(first, changes, notices, drops, excluded));
        }
        return new ExpectedYears(List.copyOf(months), chamber.standings());
    }
}
