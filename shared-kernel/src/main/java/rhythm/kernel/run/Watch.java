package rhythm.kernel.run;

/**
 * What a tenant's records wait for and nobody calls about: a look at it is due every few minutes from the first {@link
 * DueWork#NOTE_WATCH} on, and of several replicas one takes it.
 */
public interface Watch {
    /** Its name in the list of what is due, such as {@code open orders}. */
    String name();

    /** Looks, and writes down what follows; what cannot be asked now is left to the next look. */
    void look(String tenant);
}
