package rhythm.collect.gateway;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclineCodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lost_card",
                "do_not_try_again",
                "stop_payment_order",
                "revocation_of_authorization",
                "revocation_of_all_authorizations",
                "transaction_not_allowed",
                "no_account",
                "bank_account_closed",
                "debit_not_authorized"
            })
    void whatMustNotBeAskedAgainIsHard(String code) {
        assertTrue(DeclineCode.of(code).isHard());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insufficient_funds",
                "do_not_honor",
                "try_again_later",
                "authentication_required",
                "expired_card"
            })
    void whatMayPassAnotherDayIsSoft(String code) {
        assertFalse(DeclineCode.of(code).isHard());
    }
}
