package rhythm.stack.demo.renewals;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import rhythm.stack.demo.card.Card;

/** What the members must lead to, month by month, worked out without any service. */
record ExpectedYear(List<ExpectedMonth> months, List<String> standings, List<String> bills) {

    static ExpectedYear of(List<Member> members, YearMonth last) {
        Roll roll = new Roll(members);
        List<ExpectedMonth> months = new ArrayList<>();
        for (YearMonth month = Member.FROM; !month.isAfter(last); month = month.plusMonths(1)) {
            List<Card> cards = new ArrayList<>();
            for (Member member : members) {
                cards.addAll(member.changes(month));
            }
            cards.forEach(roll::take);
            months.add(new ExpectedMonth(month.atDay(1), List.copyOf(cards), roll.run(month.atDay(1))));
        }
        return new ExpectedYear(List.copyOf(months), roll.standings(), roll.bills());
    }
}
