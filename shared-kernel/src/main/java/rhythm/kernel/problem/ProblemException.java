package rhythm.kernel.problem;

import java.util.List;

/** A refusal on its way to the client; thrown anywhere, turned into a problem document at the edge. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public final Problem problem;
    public final transient List<Violation> violations;

    ProblemException(Problem problem, String detail, List<Violation> violations) {
        super(detail, null, false, false);
        this.problem = problem;
        this.violations = violations;
    }
}
