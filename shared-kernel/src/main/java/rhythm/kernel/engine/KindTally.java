package rhythm.kernel.engine;

/** How many actions of one kind lie on which pile; {@code action} is the kind's type. */
public record KindTally(
        String action, long total, long pending, long processing, long successful, long error, long excluded) {}
