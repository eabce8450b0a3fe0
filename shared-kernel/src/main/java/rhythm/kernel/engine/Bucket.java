package rhythm.kernel.engine;

/** The five piles in which a run's statistics count its actions. */
public enum Bucket {
    PENDING,
    PROCESSING,
    SUCCESSFUL,
    ERROR,
    EXCLUDED
}
