package rhythm.collect.gateway;

/** What became of giving money back. */
public sealed interface Refund {
    /** It goes back; the reference is the gateway's own. */
    record Made(String reference) implements Refund {}

    /** It does not, and would not when asked again. */
    record Refused(String reason) implements Refund {}

    /** Nobody can say yet; asked again with the same key it is the same refund. */
    record Unknown(String reason) implements Refund {}
}
