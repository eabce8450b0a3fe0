package rhythm.kernel.tenant;

/** A tenant's clock was moved: something may be due now. */
public record ClockMoved(String tenant) {}
