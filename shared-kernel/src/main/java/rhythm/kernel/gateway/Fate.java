package rhythm.kernel.gateway;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * How an order in collect-billing stands, and what that means for whoever waits for it: the one table of it (decision 32). What
 * asks for a term to begin, and what keeps a member from being billed, reminded or dropped, is asked of it and of nothing else.
 */
public enum Fate {
    /** Billed, and something is open. */
    OPEN(Means.REMINDS, Means.DROPS),
    /** A charge is under way, or nobody knows what became of it: all wait for it. */
    CHARGING(),
    PAID(Means.RENEWS),
    /** Nobody expects the money any more; it is not asked for again. */
    WRITTEN_OFF(Means.DROPS),
    /** Its invoice is void, and it has no other. */
    VOID(Means.BILLS_AGAIN, Means.DROPS),
    CANCELLED(Means.FREES, Means.BILLS_AGAIN, Means.DROPS),
    /** There is no such order, though there was one. */
    GONE(Means.FREES, Means.BILLS_AGAIN, Means.DROPS),
    /** A pro forma order binds nobody. */
    ESTIMATE(Means.BILLS_AGAIN, Means.DROPS),
    /** Paid once, and refunded, returned or reversed after it took effect. */
    REOPENED(Means.BILLS_AGAIN);

    /** What an order that stands so asks for or allows. */
    public enum Means {
        /** The term that was paid for begins. */
        RENEWS,
        /** The candidate forgets the order. */
        FREES,
        /** The same may be billed again. */
        BILLS_AGAIN,
        /** Its balance is asked for, and charged. */
        REMINDS,
        /** It keeps nobody from being dropped. */
        DROPS
    }

    private final Set<Means> means = EnumSet.noneOf(Means.class);

    Fate(Means... means) {
        this.means.addAll(Arrays.asList(means));
    }

    public boolean means(Means what) {
        return means.contains(what);
    }

    /** As it stands on candidates. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** All of that meaning, as they stand on candidates. */
    public static String[] thatMean(Means what) {
        return Arrays.stream(values())
                .filter(fate -> fate.means(what))
                .map(Fate::wire)
                .toArray(String[]::new);
    }
}
