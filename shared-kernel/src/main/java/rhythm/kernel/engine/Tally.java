package rhythm.kernel.engine;

/** How many actions of a run lie on which pile; the total is their sum. */
public record Tally(long total, long pending, long processing, long successful, long error, long excluded) {}
