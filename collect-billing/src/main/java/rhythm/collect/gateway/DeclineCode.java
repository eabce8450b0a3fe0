package rhythm.collect.gateway;

import java.util.Set;

/** The codes that gateways decline with; those of a card that will never work again are hard. */
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
            "payment_method_invalid");

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
