package rhythm.kernel.rest;

import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.record.SysRecord;

/**
 * One operation worked out against the stored record: what was ({@code before}, null for a new record), what shall be
 * ({@code after}, null for a deletion), or why not ({@code refusal}).
 */
public record Step<T extends SysRecord>(String id, T before, T after, ProblemException refusal) {

    boolean isRefused() {
        return refusal != null;
    }

    /** Whether a record is to be made. */
    public boolean isCreation() {
        return refusal == null && before == null;
    }

    boolean isChange() {
        return refusal == null && before != null && after != null;
    }

    boolean isDeletion() {
        return refusal == null && after == null;
    }

    /** The record as it shall be, or the refusal. */
    public T orThrow() {
        if (refusal != null) {
            throw refusal;
        }
        return after;
    }

    /** The same step, not to be taken. */
    public Step<T> refusedBecause(ProblemException why) {
        return new Step<>(id, before, after, why);
    }
}
