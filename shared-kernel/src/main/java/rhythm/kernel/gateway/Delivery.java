package rhythm.kernel.gateway;

/** What became of a mail. Only {@link Deferred} may be tried again: every other outcome is final. */
public sealed interface Delivery {

    /** The server took the mail. */
    record Sent() implements Delivery {}

    /** The server, or the address itself, refused the mail for good; the code is SMTP's (5xx). */
    record Rejected(int code, String reason) implements Delivery {}

    /** The mail was certainly not taken this time; the code is SMTP's (4xx), or 0 when there was no answer at all. */
    record Deferred(int code, String reason) implements Delivery {}

    /** The connection was lost after the whole mail had been handed over: it may have been delivered. Never send again. */
    record Unknown(String reason) implements Delivery {}
}
