package rhythm.stack.demo.collect;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import rhythm.stack.demo.card.Card;

/** What the plans must lead to, month by month, worked out without any service. */
record ExpectedYear(List<ExpectedMonth> months, List<String> standings) {

    static ExpectedYear of(List<Plan> plans, YearMonth last) {
        Till till = new Till(plans);
        List<ExpectedMonth> months = new ArrayList<>();
        for (YearMonth month = Plan.FROM; !month.isAfter(last); month = month.plusMonths(1)) {
            List<Card> cards = new ArrayList<>();
            for (Plan plan : plans) {
                cards.addAll(plan.changes(month));
            }
            cards.forEach(till::take);
            months.add(new ExpectedMonth(month.atDay(1), List.copyOf(cards), till.run(month.atDay(1))));
        }
        return new ExpectedYear(List.copyOf(months), till.standings());
    }
}
