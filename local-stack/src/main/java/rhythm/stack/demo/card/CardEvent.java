package rhythm.stack.demo.card;

import java.time.YearMonth;
import java.util.List;

/** A card as it is from before the run of this month on; one with another number takes the place of the one before. */
public record CardEvent(YearMonth month, Card card) {

    /** The cards that change in a month. */
    public static List<Card> in(YearMonth month, List<CardEvent> events) {
        return events.stream()
                .filter(event -> event.month().equals(month))
                .map(CardEvent::card)
                .toList();
    }
}
