package rhythm.kernel.record;

/** An object inside a record, such as the options of one kind of action; a plain class with public fields. */
public interface Options {
    /** Checks what no single field can; {@code path} is where the object stands in its record. */
    default void check(String path, Violations violations) {}
}
