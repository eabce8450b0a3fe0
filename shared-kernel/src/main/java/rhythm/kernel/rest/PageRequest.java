package rhythm.kernel.rest;

import rhythm.kernel.problem.Problem;

/** Which page of which query: {@code query} binds the paging key to what was asked. */
record PageRequest(String query, String startKey, String limit, Projection projection) {
    static final int USUAL = 100;
    static final int MOST = 1_000;

    int size() {
        if (limit == null) {
            return USUAL;
        }
        try {
            int size = Integer.parseInt(limit);
            if (size >= 1 && size <= MOST) {
                return size;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw Problem.INVALID.field("limit", "must be a number from 1 to " + MOST);
    }
}
