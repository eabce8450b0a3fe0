package rhythm.kernel.problem;

import java.util.List;

/** Every kind of refusal the suite answers with: one status and one title each (RFC 9457). */
public enum Problem {
    INVALID(400, "Invalid request"),
    UNAUTHENTICATED(401, "Not authenticated"),
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    CONFLICT(409, "Conflict"),
    PRECONDITION_FAILED(412, "Precondition failed"),
    TOO_LARGE(413, "Request too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    KEY_REUSED(422, "Idempotency key reused"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL(500, "Internal error"),
    UNAVAILABLE(503, "Not available");

    public final int status;
    public final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Whether it is ours, and not the caller's: nobody knows what came of the call. */
    public boolean isOurs() {
        return status >= INTERNAL.status;
    }

    /** The problem with a sentence that says what stood in the way. */
    public ProblemException because(String detail) {
        return new ProblemException(this, detail, List.of());
    }

    /** The problem with the one field that caused it. */
    public ProblemException field(String field, String message) {
        return fields(List.of(new Violation(field, message)));
    }

    /** The problem with all fields that caused it. */
    public ProblemException fields(List<Violation> violations) {
        Violation first = violations.getFirst();
        return new ProblemException(this, first.field() + ": " + first.message(), violations);
    }

    /** The catalogue's entry for a status; anything it does not list is an internal error. */
    public static Problem ofStatus(int status) {
        for (Problem problem : values()) {
            if (problem.status == status) {
                return problem;
            }
        }
        return status >= 400 && status < 500 ? INVALID : INTERNAL;
    }
}
