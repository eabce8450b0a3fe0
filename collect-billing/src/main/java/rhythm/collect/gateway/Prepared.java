package rhythm.collect.gateway;

/** What became of preparing a charge; no money moves by that. */
public sealed interface Prepared {
    /** The gateway knows the charge by this intent now, and takes nothing before that is confirmed. */
    record Made(String intent) implements Prepared {}

    /** It was not made; the charge says why, and never that money was taken. */
    record Failed(Charge charge) implements Prepared {}
}
