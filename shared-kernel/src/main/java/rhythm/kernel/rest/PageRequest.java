package rhythm.kernel.rest;

import java.util.OptionalInt;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.Records;

/** Which page of which query: {@code query} binds the paging key to what was asked. */
record PageRequest(String query, String startKey, String limit, Projection projection) {

    /** Empty when the client left it to the tenant's settings. */
    OptionalInt size() {
        if (limit == null) {
            return OptionalInt.empty();
        }
        try {
            int size = Integer.parseInt(limit);
            if (size >= 1 && size <= Records.MOST) {
                return OptionalInt.of(size);
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw Problem.INVALID.field("limit", "must be a number from 1 to " + Records.MOST);
    }
}
