package rhythm.kernel.run;

import java.util.Map;

/**
 * What a kind does to the candidates that are still eligible, as data and for a whole set at once. The order of a kind's
 * effects says when the action is complete: with a mail first, when the mail is out and the changes are made with it; with
 * a change first, when the change is made, and the mail follows.
 */
public sealed interface Effect {
    /** A statement on the candidates {@code :candidates}, in the transaction that completes their actions. */
    record Change(String sql, Map<String, Object> params) implements Effect {}

    /** An e-mail made from the action's notice, once per action. */
    record SendMail() implements Effect {}

    /** An order in collect-billing, with the action's id as idempotency key. */
    record PlaceOrder(boolean charge) implements Effect {}
}
