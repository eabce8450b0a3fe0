package rhythm.collect;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rhythm.kernel.record.RefusedTexts;

/**
 * Keeps card numbers out: whatever holds 13 to 19 digits that pass the check of card numbers, in groups or not, is taken in
 * no field of any body. Cards are known here by the gateway's token.
 */
@Singleton
public final class CardNumbers {
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;

    /** What has many digits and is none: our ids, and dates. */
    private static final Pattern HARMLESS = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![\\d-])\\d{4}-\\d\\d-\\d\\d(?![\\d-])");

    /** Digits in groups, one space or dash between them. */
    private static final Pattern GROUPS = Pattern.compile("\\d+(?:[ -]\\d+)*");

    void start(@Observes StartupEvent started) {
        RefusedTexts.are(CardNumbers::areIn, "must not hold a card number; send the gateway's token for the card");
    }

    static boolean areIn(String text) {
        if (text.chars().filter(c -> c >= '0' && c <= '9').limit(SHORTEST).count() < SHORTEST) {
            return false;
        }
        Matcher found = GROUPS.matcher(HARMLESS.matcher(text).replaceAll("/"));
        while (found.find()) {
            if (isIn(found.group().split("[ -]", -1))) {
                return true;
            }
        }
        return false;
    }

    /** Whether some of these groups, side by side, are a card number. */
    private static boolean isIn(String[] groups) {
        for (int first = 0; first < groups.length; first++) {
            StringBuilder digits = new StringBuilder();
            for (int last = first; last < groups.length && digits.length() <= LONGEST; last++) {
                digits.append(groups[last]);
                if (digits.length() >= SHORTEST && digits.length() <= LONGEST && passes(digits)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The check of ISO 7812, after Luhn. */
    private static boolean passes(CharSequence digits) {
        int sum = 0;
        boolean isDoubled = false;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int digit = digits.charAt(i) - '0';
            int counted = isDoubled ? digit * 2 : digit;
            sum += counted > 9 ? counted - 9 : counted;
            isDoubled = !isDoubled;
        }
        return sum % 10 == 0;
    }
}
