package rhythm.stack.demo.card;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A member's card, or account where there is no expiration; the script is what the gateway does with charges. */
public record Card(String licence, int number, @Nullable YearMonth expiration, String script) {
    private static final Set<String> HOPELESS = Set.of("lost_card", "stolen_card", "expired_card");
    private static final Set<String> CHARGED = Set.of("success", "timeout_after", "timeout_before");

    /** The same card of which the gateway says something else. */
    public Card saying(String other) {
        return new Card(licence, number, expiration, other);
    }

    /** The card that replaces it. */
    public Card next() {
        return new Card(licence, number + 1, YearMonth.of(2027, 6), "success");
    }

    String token() {
        return "member" + licence + ":" + script;
    }

    /** Not a real one: four digits of its own. */
    public String lastFour() {
        return "%04d".formatted(Integer.parseInt(licence) % 5000 + 5000 * (number % 2));
    }

    /** Whether the gateway charges it in the end. */
    public boolean pays() {
        return CHARGED.contains(script);
    }

    /** Whether it is not asked again: it is lost or stolen, or only its holder can help. */
    public boolean isDead() {
        return HOPELESS.contains(script);
    }

    /** Whether this, said of a declined charge, says so. */
    public static boolean isDeadly(String said) {
        return HOPELESS.stream().anyMatch(said::contains);
    }

    /** Whether its last day is one of these. */
    public boolean expiresWithin(LocalDate day, int days) {
        return expiration != null
                && !expiration.atEndOfMonth().isBefore(day)
                && !expiration.atEndOfMonth().isAfter(day.plusDays(days));
    }
}
