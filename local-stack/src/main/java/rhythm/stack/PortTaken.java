package rhythm.stack;

/** Something else listens where a part of the suite must. */
public final class PortTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortTaken(String part, int port) {
        super("Port %d (%s) is taken by another program; end that program and try again.".formatted(port, part));
    }
}
