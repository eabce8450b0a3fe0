package rhythm.stack.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of charges to a payment method, told by its name as Stripe's test methods are (docs.stripe.com/testing). */
record Method(String name) {
    private static final Map<String, String> DECLINES = Map.of(
            "pm_card_visa_chargeDeclined", "generic_decline",
            "pm_card_visa_chargeDeclinedInsufficientFunds", "insufficient_funds",
            "pm_card_visa_chargeDeclinedLostCard", "lost_card",
            "pm_card_visa_chargeDeclinedStolenCard", "stolen_card",
            "pm_card_chargeDeclinedExpiredCard", "expired_card",
            "pm_card_chargeDeclinedProcessingError", "processing_error",
            "pm_card_authenticationRequired", "authentication_required",
            "pm_advised", "generic_decline",
            "pm_usBankAccount_debitNotAuthorized", "debit_not_authorized");

    boolean isThere() {
        return !name.startsWith("pm_gone");
    }

    /** A bank debit, which is decided within days. */
    boolean isDebit() {
        return name.startsWith("pm_usBankAccount");
    }

    boolean wantsAction() {
        return name.equals("pm_card_authenticationRequiredOnSetup");
    }

    boolean hasNoMandate() {
        return name.equals("pm_no_mandate");
    }

    /** Why a charge to it is declined; null when it passes. */
    @Nullable
    ObjectNode decline() {
        String code = DECLINES.get(name);
        if (code == null) {
            return null;
        }
        boolean isOwnCode = code.equals("expired_card") || code.equals("authentication_required");
        ObjectNode error = Answer.object()
                .put("type", "card_error")
                .put("code", isOwnCode ? code : "card_declined")
                .put("message", "Your card was declined.");
        if (!isOwnCode) {
            error.put("decline_code", code);
        }
        return name.equals("pm_advised") ? error.put("advice_code", "do_not_try_again") : error;
    }
}
