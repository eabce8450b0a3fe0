package rhythm.collect.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By the meanings that docs.stripe.com/declines/codes gives the codes. */
class DeclineCodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "do_not_try_again",
                "incorrect_number",
                "invalid_account",
                "invalid_number",
                "lost_card",
                "pickup_card",
                "restricted_card",
                "revocation_of_all_authorizations",
                "revocation_of_authorization",
                "stolen_card",
                "stop_payment_order",
                "transaction_not_allowed",
                "account_closed",
                "no_account",
                "debit_not_authorized",
                "bank_account_unusable",
                "bank_account_restricted",
                "payment_method_bank_account_blocked",
                "payment_intent_mandate_invalid",
                "payment_method_microdeposit_failed",
                "invalid_billing_agreement",
                "invalid_authorization"
            })
    void whatMustNotBeAskedAgainIsHard(String code) {
        assertEquals(Advice.HARD, DeclineCode.of(code).advice());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authentication_required",
                "authentication_not_handled",
                "card_not_supported",
                "currency_not_supported",
                "expired_card",
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
                "new_account_information_available",
                "not_permitted",
                "pin_try_exceeded",
                "security_violation",
                "service_not_allowed",
                "expired_payment_information"
            })
    void whatTheHolderAloneCanHelpIsTheCustomers(String code) {
        assertEquals(Advice.CUSTOMER, DeclineCode.of(code).advice());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "approve_with_id",
                "call_issuer",
                "card_velocity_exceeded",
                "do_not_honor",
                "duplicate_transaction",
                "generic_decline",
                "insufficient_funds",
                "issuer_not_available",
                "no_action_taken",
                "processing_error",
                "reenter_transaction",
                "try_again_later",
                "withdrawal_count_limit_exceeded",
                "payment_method_provider_timeout",
                "partner_generic_decline",
                "a code of tomorrow"
            })
    void whatMayPassAnotherDayIsSoft(String code) {
        assertEquals(Advice.SOFT, DeclineCode.of(code).advice());
    }

    @Test
    void whatTheNetworkAdvisesOutranksTheCode() {
        assertEquals(
                Advice.HARD,
                DeclineCode.of("generic_decline", "do_not_try_again", "").advice());
        assertEquals(
                Advice.CUSTOMER,
                DeclineCode.of("lost_card", "confirm_card_data", "").advice());
        assertEquals(
                Advice.SOFT,
                DeclineCode.of("expired_card", "try_again_later", "").advice());
    }
}
