package rhythm.stack.demo.renewals;

import java.time.LocalDate;
import java.util.List;
import rhythm.stack.demo.Story;
import rhythm.stack.demo.card.Card;

/** What must happen in one month: the cards that change before its first day, and what comes of that day's run. */
record ExpectedMonth(LocalDate first, List<Card> cards, MonthDeeds deeds) implements Story.Month {}
