package rhythm.stack.stripe;

/** What goes wrong, in shares of calls: answers that are lost after the work, and work that breaks off half done. */
public record Trouble(double lost, double broken) {
    public static final Trouble NONE = new Trouble(0, 0);
}
