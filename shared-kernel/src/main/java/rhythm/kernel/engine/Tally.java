package rhythm.kernel.engine;

import java.util.Map;

/** How many actions of a run lie on which pile; the total is their sum. */
public record Tally(long total, long pending, long processing, long successful, long error, long excluded) {

    /** Nothing counted yet. */
    public static final Tally EMPTY = new Tally(0, 0, 0, 0, 0, 0);

    /** The tally of counts by status. */
    public static Tally of(Map<ActionStatus, Long> counts) {
        var tally = EMPTY;
        for (var count : counts.entrySet()) {
            tally = tally.plus(of(count.getKey().bucket(), count.getValue()));
        }
        return tally;
    }

    private static Tally of(Bucket bucket, long count) {
        return switch (bucket) {
            case PENDING -> new Tally(count, count, 0, 0, 0, 0);
            case PROCESSING -> new Tally(count, 0, count, 0, 0, 0);
            case SUCCESSFUL -> new Tally(count, 0, 0, count, 0, 0);
            case ERROR -> new Tally(count, 0, 0, 0, count, 0);
            case EXCLUDED -> new Tally(count, 0, 0, 0, 0, count);
        };
    }

    /** Both tallies together. */
    public Tally plus(Tally other) {
        return new Tally(
                total + other.total,
                pending + other.pending,
                processing + other.processing,
                successful + other.successful,
                error + other.error,
                excluded + other.excluded);
    }
}
