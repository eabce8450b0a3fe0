package rhythm.kernel.rest;

import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.store.Records.Stored;

/** What became of one operation: the record as it is stored now (null once deleted), or the refusal. */
public record Result(String id, Stored stored, ProblemException refusal) {

    Result orThrow() {
        if (refusal != null) {
            throw refusal;
        }
        return this;
    }
}
