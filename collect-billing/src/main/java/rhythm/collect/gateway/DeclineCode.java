package rhythm.collect.gateway;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The codes that gateways decline with, and what they say about the next try. Of the codes that Stripe documents
 * (docs.stripe.com/declines/codes and /declines/network-codes) hard are those that Stripe itself does not try again without
 * another payment method (/billing/revenue-recovery/smart-retries), of closed, wrong or blocked accounts, and of holders who
 * withdrew their consent; those that the holder alone can put right are the customer's. What the card network advises outranks
 * the code (/declines/card). Codes unknown here are soft.
 */
final class DeclineCode {
    private static final Set<String> HARD = Set.of(
            "lost_card",
            "stolen_card",
            "pickup_card",
            "restricted_card",
            "invalid_account",
            "invalid_number",
            "incorrect_number",
            "payment_method_invalid",
            "do_not_try_again",
            "stop_payment_order",
            "revocation_of_authorization",
            "revocation_of_all_authorizations",
            "transaction_not_allowed",
            "account_closed",
            "bank_account_closed",
            "no_account",
            "invalid_account_number",
            "bank_account_invalid_details",
            "debit_not_authorized",
            "bank_account_unusable",
            "bank_account_restricted",
            "payment_method_bank_account_blocked",
            "payment_intent_mandate_invalid",
            "payment_method_microdeposit_failed",
            "invalid_billing_agreement",
            "invalid_authorization");

    private static final Set<String> CUSTOMER = Set.of(
            "authentication_required",
            "authentication_not_handled",
            "card_not_supported",
            "currency_not_supported",
            "expired_card",
            "expired_payment_information",
            "fraudulent",
            "highest_risk_level",
            "incorrect_address",
            "incorrect_cvc",
            "incorrect_pin",
            "incorrect_zip",
            "invalid_amount",
            "invalid_cvc",
            "invalid_expiry_month",
            "invalid_expiry_year",
            "invalid_pin",
            "mandate_required",
            "new_account_information_available",
            "not_permitted",
            "pin_try_exceeded",
            "security_violation",
            "service_not_allowed");

    private static final Set<String> SOFT = Set.of(
            "card_declined",
            "generic_decline",
            "do_not_honor",
            "insufficient_funds",
            "processing_error",
            "card_velocity_exceeded");

    /** Declined by what the merchant has set up, not by the card. */
    private static final Set<String> MERCHANT = Set.of("merchant_blacklist", "testmode_decline");

    private DeclineCode() {}

    static boolean isKnown(String code) {
        return HARD.contains(code) || CUSTOMER.contains(code) || SOFT.contains(code);
    }

    static boolean isMerchants(String code) {
        return MERCHANT.contains(code);
    }

    private static Advice advice(String code) {
        return HARD.contains(code) ? Advice.HARD : CUSTOMER.contains(code) ? Advice.CUSTOMER : Advice.SOFT;
    }

    static Charge.Declined of(String code) {
        return of(code, null, "the card was declined: " + code.replace('_', ' '));
    }

    /** @param advised what the card network advises, if it does */
    static Charge.Declined of(String code, @Nullable String advised, String message) {
        Advice advice =
                switch (advised) {
                    case "do_not_try_again" -> Advice.HARD;
                    case "confirm_card_data" -> Advice.CUSTOMER;
                    case "try_again_later" -> Advice.SOFT;
                    case null, default -> advice(code);
                };
        return new Charge.Declined(code, advice, message);
    }
}
