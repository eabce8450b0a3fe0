package rhythm.collect.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhythm.collect.gateway.Charge.Declined;
import rhythm.collect.gateway.Charge.Succeeded;
import rhythm.collect.gateway.Charge.Unknown;

class StripeGatewayTest {
    private final FakeStripe stripe = new FakeStripe();
    private final PaymentGateway gateway = gateway(Duration.ofMinutes(1));

    StripeGatewayTest() throws IOException {}

    @AfterEach
    void close() {
        stripe.close();
    }

    private PaymentGateway gateway(Duration patience) {
        return new StripeGateway(new TestStripe(stripe.url(), Optional.of("sk_test_1"), patience));
    }

    private Charge charge(String key, String token) {
        return gateway.charge(request(key, token));
    }

    private static ChargeRequest request(String key, String token) {
        return new ChargeRequest("chamber", key, token, new BigDecimal("12.30"), "USD", "annual dues");
    }

    @Test
    void aChargeIsAConfirmedPaymentIntentOffSession() {
        assertEquals(new Succeeded("pi_1"), charge("k1", "cus_9/pm_card_visa"));
        FakeStripe.Call call = stripe.calls.getFirst();
        assertEquals("POST /v1/payment_intents", call.method() + " " + call.path());
        assertEquals("k1", call.key());
        assertEquals("Bearer sk_test_1", call.authorization());
        assertEquals("1230", call.param("amount"));
        assertEquals("usd", call.param("currency"));
        assertEquals("cus_9", call.param("customer"));
        assertEquals("pm_card_visa", call.param("payment_method"));
        assertEquals("true", call.param("confirm"));
        assertEquals("true", call.param("off_session"));
        assertEquals("never", call.param("automatic_payment_methods[allow_redirects]"));
        assertEquals("k1", call.param("metadata[rhythm_key]"));
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_visa_chargeDeclinedLostCard, lost_card, true",
        "pm_card_visa_chargeDeclinedInsufficientFunds, insufficient_funds, false",
        "pm_card_chargeDeclinedExpiredCard, expired_card, false",
        "pm_card_authenticationRequired, authentication_required, false",
    })
    void aDeclineKeepsItsCodeAndIsHardOrSoft(String token, String code, boolean isHard) {
        Declined declined = new Declined(code, isHard, "Your card was declined.");
        assertEquals(declined, charge("k2", token));
        assertEquals(Optional.of(declined), gateway.find("k2"));
    }

    @Test
    void aPaymentMethodThatIsGoneIsAHardDecline() {
        assertEquals(
                new Declined("payment_method_invalid", true, "No such PaymentMethod: 'pm_gone'"),
                charge("k3", "pm_gone"));
    }

    @Test
    void theSameKeyIsAnsweredWithTheFirstCharge() {
        assertEquals(charge("k4", "pm_card_visa"), charge("k4", "pm_card_visa"));
        assertEquals(1, stripe.succeeded().size());
        assertEquals(2, stripe.calls.size());
    }

    @Test
    void anAnswerThatNeverComesIsUnknownAndFoundByItsKey() throws InterruptedException {
        Charge lost = gateway(Duration.ofMillis(300)).charge(request("k5", "pm_hangs"));
        assertInstanceOf(Unknown.class, lost);
        stripe.untilCalled();
        assertEquals(Optional.of(new Succeeded("pi_1")), gateway.find("k5"));
        assertNull(stripe.calls.getLast().key());
        assertEquals(Optional.empty(), gateway.find("k6"));
        assertEquals(1, stripe.succeeded().size());
    }

    @ParameterizedTest
    @CsvSource({"pm_500", "pm_429"})
    void aStripeInTroubleIsUnknown(String token) {
        assertInstanceOf(Unknown.class, charge("k7", token));
    }

    @Test
    void aStripeThatIsAwayIsUnknown() {
        stripe.close();
        assertInstanceOf(Unknown.class, charge("k8", "pm_card_visa"));
        assertInstanceOf(Unknown.class, gateway.find("k8").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"12.30, USD, 1230", "500, JPY, 500", "5, ISK, 500", "7, MGA, 7", "1.250, KWD, 1250", "12.3, EUR, 1230"})
    void amountsAreInTheCurrencysSmallestUnit(BigDecimal amount, String currency, long units) {
        assertEquals(units, StripeAmount.of(amount, currency));
    }

    @ParameterizedTest
    @CsvSource({"12.301, USD", "500.5, JPY", "1.255, KWD"})
    void anAmountThatStripeCannotTakeExactlyIsRefused(BigDecimal amount, String currency) {
        assertThrows(ArithmeticException.class, () -> StripeAmount.of(amount, currency));
        Charge charge = gateway.charge(new ChargeRequest("chamber", "k9", "pm_card_visa", amount, currency, "dues"));
        assertEquals("invalid_amount", ((Declined) charge).code());
        assertEquals(0, stripe.calls.size());
    }
}
