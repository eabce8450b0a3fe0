package rhythm.stack;

/** A service answered a request with an error. */
public final class ServiceRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    ServiceRefusal(int status, String request, String body) {
        super(request + " was answered with " + status + ": " + body);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
