package rhythm.collect.gateway;

import java.util.Locale;

/** What a decline says about the next try. */
public enum Advice {
    /** The card or account is not to be asked again, by anybody. */
    HARD,
    /** Another day it may pass. */
    SOFT,
    /** It cannot pass before the holder acts or the card's data change; the card is not dead, but is not asked again by itself. */
    CUSTOMER,
    /** No card was asked: the charge was withdrawn before. It does not count. */
    NONE;

    /** As it is stored and told. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Advice of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
