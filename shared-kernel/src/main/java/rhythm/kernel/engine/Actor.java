package rhythm.kernel.engine;

/** Who takes a step in the life of a run or of an action. */
public enum Actor {
    CLIENT,
    SCHEDULER,
    ENGINE,
    WATCHDOG
}
