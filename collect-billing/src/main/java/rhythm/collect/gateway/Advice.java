package rhythm.collect.gateway;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a decline says about the next try, and what its holder is told; codes are for staff only. */
public enum Advice {
    /** The card or account is not to be asked again, by anybody. */
    HARD("It cannot be charged any more. Please give us another card or account."),
    /** Another day it may pass. */
    SOFT("It could not be charged this time."),
    /** It cannot pass before the holder acts or the card's data change; the card is not dead, but is not asked again by itself. */
    CUSTOMER("It could not be charged as it is. Please ask your bank, or give us another card or account."),
    /** No card was asked: the charge was withdrawn before. It does not count. */
    NONE("It was not charged.");

    private final String words;

    Advice(String words) {
        this.words = words;
    }

    /** As it is stored and told. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Advice of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** An SQL expression: the words for what an expression gives as {@link #text()}. */
    public static String wordsFor(String expression) {
        return Arrays.stream(values())
                .map(advice -> "when %s = '%s' then '%s'".formatted(expression, advice.text(), advice.words))
                .collect(Collectors.joining(" ", "case ", " end"));
    }
}
