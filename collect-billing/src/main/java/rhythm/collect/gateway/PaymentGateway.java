package rhythm.collect.gateway;

import java.util.Optional;

/**
 * Takes money from stored payment methods, by the law of <em>prepare, write down, confirm, read, cancel</em>: of a charge an
 * intent is made first, which moves no money; its id is committed before it is confirmed; of an intent money is taken once at
 * most, however often it is confirmed; whatever nobody heard the end of is read by that id; and only what the gateway says is
 * cancelled was withdrawn. All calls block, so they are for virtual threads, and never throw for a failure.
 */
public interface PaymentGateway {
    /** Its name in settings, such as {@code stripe}. */
    String kind();

    /**
     * Makes the intent of a charge.
     *
     * @param time how often it is tried now: what came of a time before nobody heard, and it took nothing
     */
    Prepared prepare(ChargeRequest request, int time);

    /** Takes the money, once per key: asked again with the same key, it answers what became of the first time. */
    Charge confirm(ChargeRequest request, String intent);

    /** What has become of an intent. */
    Charge read(ChargeRequest request, String intent);

    /** Has an intent never take money; answers a {@link Charge.Declined} only when the gateway says that it will not. */
    Charge cancel(ChargeRequest request, String intent);

    /**
     * Gives money back, once per key.
     *
     * @param isRepeated it was asked for before, and nobody knows what became of that
     */
    Refund refund(RefundRequest request, boolean isRepeated);

    /** What came of the money of an intent; empty when that cannot be asked now. */
    Optional<Aftermath> aftermath(Account account, String intent);

    /** How it takes the installation's key. */
    GatewayAccess access();

    /** What it tells by itself. */
    GatewayNews news();

    /** Where it keeps cards. */
    CardVault cards();
}
