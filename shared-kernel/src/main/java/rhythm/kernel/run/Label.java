package rhythm.kernel.run;

/**
 * What a kind is called, here and there.
 *
 * @param type the action's {@code type}, such as {@code drop membership}
 * @param code two letters that stand for the kind in action ids
 * @param flag the run's field that switches the kind on
 * @param options the run's field with the kind's options
 */
public record Label(String type, String code, String flag, String options) {}
