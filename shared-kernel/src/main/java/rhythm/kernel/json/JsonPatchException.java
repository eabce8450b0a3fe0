package rhythm.kernel.json;

/** A patch that could not be applied: the document is as it was. */
public class JsonPatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whether the patch made no sense, or its own test found another value than it expected. */
    public enum Kind {
        INVALID,
        TEST_FAILED
    }

    public final Kind kind;

    /** The operation that failed, from 0; -1 when the patch as a whole is meant. */
    public final int operation;

    JsonPatchException(Kind kind, int operation, String reason) {
        super(operation < 0 ? reason : "operation " + operation + ": " + reason);
        this.kind = kind;
        this.operation = operation;
    }
}
