package rhythm.kernel.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a kind does to the candidates that are still eligible, as data and for a whole set at once. The order of a kind's
 * effects says when the action is complete: with a mail first, when the mail is out and the changes are made with it; with
 * a change first, when the change is made, and the mail follows.
 */
public sealed interface Effect {
    /** A statement on the candidates {@code :candidates}, in the transaction that completes their actions. */
    record Change(String sql, Map<String, Object> params) implements Effect {}

    /** Changes, and after them the mail if a notice is set for it. */
    static List<Effect> changes(@Nullable String notice, Change... changes) {
        List<Effect> effects = new ArrayList<>(List.of(changes));
        if (notice != null) {
            effects.add(new SendMail());
        }
        return effects;
    }

    /** An e-mail made from the action's notice, once per action. */
    record SendMail() implements Effect {}

    /**
     * An order in collect-billing, with the action's id as idempotency key. Changes before it are made when it is about to be
     * placed, those after it when it stands, and paid if it is to be charged.
     *
     * @param orders a query over {@code actions}, rows of {@code billing_run_actions}, that gives for each its {@code id}
     *     and the order as {@code body}, one JSON object
     * @param undo takes back the changes before it when the order is refused or its charge is declined
     * @param failureNotice the notice that tells of a declined charge, or null
     */
    record PlaceOrder(
            String orders,
            Map<String, Object> params,
            List<Change> undo,
            @Nullable String failureNotice) implements Effect {}
}
