package rhythm.collect.gateway;

import java.util.Set;

/**
 * The codes that gateways decline with; those of a card or account that will never work again, or must not be asked again, are
 * hard. Of the codes that Stripe documents (docs.stripe.com/declines/codes and /declines/network-codes) these are the ones that
 * Stripe itself does not try again without another payment method (/billing/revenue-recovery/smart-retries), and those of closed
 * or wrong accounts and of holders who withdrew their consent. {@code authentication_required} and {@code highest_risk_level},
 * which Stripe does not try again either, are about one payment, not about the card.
 */
final class DeclineCode {
    private static final Set<String> HARD = Set.of(
            "lost_card",
            "stolen_card",
            "pickup_card",
            "restricted_card",
            "account_closed",
            "bank_account_closed",
            "invalid_account",
            "invalid_number",
            "incorrect_number",
            "payment_method_invalid",
            "do_not_try_again",
            "stop_payment_order",
            "revocation_of_authorization",
            "revocation_of_all_authorizations",
            "transaction_not_allowed",
            "no_account",
            "invalid_account_number",
            "bank_account_invalid_details",
            "debit_not_authorized");

    private static final Set<String> SOFT = Set.of(
            "card_declined",
            "generic_decline",
            "do_not_honor",
            "insufficient_funds",
            "expired_card",
            "incorrect_cvc",
            "processing_error",
            "card_velocity_exceeded",
            "authentication_required");

    private DeclineCode() {}

    static boolean isHard(String code) {
        return HARD.contains(code);
    }

    static boolean isKnown(String code) {
        return HARD.contains(code) || SOFT.contains(code);
    }

    static Charge.Declined of(String code) {
        return of(code, "the card was declined: " + code.replace('_', ' '));
    }

    static Charge.Declined of(String code, String message) {
        return new Charge.Declined(code, isHard(code), message);
    }
}
