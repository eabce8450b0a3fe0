package rhythm.stack.demo.card;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gateway and the member make of a member's card in the year. */
public enum Fate {
    PAYS,
    /** Every charge is made, and its answer lost. */
    ANSWER_LOST,
    /** The first call of every charge is lost. */
    REQUEST_LOST,
    /** No money for a month. */
    SHORT,
    /** Declined until long after the last attempt, then another card. */
    LATE,
    /** A lost card, replaced two months later. */
    LOST,
    /** Declined for good. */
    GONE,
    /** A stolen card that nobody replaces. */
    STOLEN,
    /** Expires, and is replaced in time. */
    RENEWED,
    /** Expires, is declined, and is replaced two months later. */
    EXPIRED;

    private static final Fate[] OF_TWENTY = {
        PAYS,
        PAYS,
        PAYS,
        PAYS,
        PAYS,
        PAYS,
        PAYS,
        PAYS,
        PAYS,
        PAYS,
        PAYS,
        ANSWER_LOST,
        REQUEST_LOST,
        SHORT,
        LATE,
        LOST,
        GONE,
        STOLEN,
        RENEWED,
        EXPIRED
    };

    /** That of the member at this place of the file. */
    public static Fate of(int place) {
        return OF_TWENTY[place % OF_TWENTY.length];
    }

    /** What happens to the card from the month on in which it begins to misbehave. */
    public List<CardEvent> events(Card first, YearMonth turn) {
        String declined = declined();
        List<CardEvent> events = new ArrayList<>();
        if (declined != null) {
            events.add(new CardEvent(turn, first.saying(declined)));
        }
        switch (this) {
            case SHORT -> events.add(new CardEvent(turn.plusMonths(1), first));
            case LATE -> events.add(new CardEvent(turn.plusMonths(4), first.next()));
            case LOST, EXPIRED -> events.add(new CardEvent(turn.plusMonths(2), first.next()));
            case RENEWED -> events.add(new CardEvent(turn, first.next()));
            default -> {
                // as it is, it stays
            }
        }
        return events;
    }

    private @Nullable String declined() {
        return switch (this) {
            case SHORT -> "insufficient_funds";
            case LATE, GONE -> "do_not_honor";
            case LOST -> "lost_card";
            case STOLEN -> "stolen_card";
            case EXPIRED -> "expired_card";
            case PAYS, ANSWER_LOST, REQUEST_LOST, RENEWED -> null;
        };
    }

    /** The first card of the licence at this place, which misbehaves from the month on, if it does. */
    public Card card(String licence, int place, YearMonth turn) {
        boolean isAccount = this == PAYS && place % 4 == 3;
        boolean expires = this == RENEWED || this == EXPIRED;
        YearMonth expiration = expires ? turn.minusMonths(1) : YearMonth.of(2026, 1 + place % 12);
        return new Card(licence, 1, isAccount ? null : expiration, script());
    }

    private String script() {
        return switch (this) {
            case ANSWER_LOST -> "timeout_after";
            case REQUEST_LOST -> "timeout_before";
            default -> "success";
        };
    }
}
