package rhythm.collect.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhythm.collect.gateway.Charge.Declined;
import rhythm.collect.gateway.Charge.Pending;
import rhythm.collect.gateway.Charge.Refused;
import rhythm.collect.gateway.Charge.Succeeded;
import rhythm.collect.gateway.Charge.Unknown;
import rhythm.kernel.bench.MovableClock;
import rhythm.stack.stripe.Call;
import rhythm.stack.stripe.FakeStripe;
import rhythm.stack.stripe.Trouble;

class StripeGatewayTest {
    private static final String ACCOUNT = "acct_1";

    private final MovableClock time = new MovableClock("2027-01-31T12:00:00Z");
    private final FakeStripe stripe = new FakeStripe(time, 1000, 7);
    private final PaymentGateway gateway = new StripeGateway(new TestStripe(stripe.url(), Optional.of("sk_test_1")));

    @AfterEach
    void close() {
        stripe.close();
    }

    private static ChargeRequest request(String key, String token) {
        return request(new Account("stripe", ACCOUNT), key, token);
    }

    private static ChargeRequest request(Account account, String key, String token) {
        return new ChargeRequest("chamber", account, key, key, token, new BigDecimal("12.30"), "USD", "annual dues");
    }

    private String prepared(ChargeRequest request) {
        return assertInstanceOf(Prepared.Made.class, gateway.prepare(request, 1))
                .intent();
    }

    private Charge charge(String key, String token) {
        ChargeRequest request = request(key, token);
        return gateway.confirm(request, prepared(request));
    }

    private int taken() {
        return stripe.succeeded(ACCOUNT).size();
    }

    @Test
    void aChargeIsAnIntentThatIsConfirmedOffSessionOnTheTenantsAccount() {
        assertEquals(new Succeeded("pi_acct11"), charge("k1", "cus_9/pm_card_visa"));
        Call made = stripe.calls.get(0);
        assertEquals("POST /v1/payment_intents", made.method() + " " + made.path());
        assertEquals(ACCOUNT, made.account());
        assertEquals("Bearer sk_test_1", made.authorization());
        assertEquals("1230", made.param("amount"));
        assertEquals("usd", made.param("currency"));
        assertEquals("cus_9", made.param("customer"));
        assertEquals("never", made.param("automatic_payment_methods[allow_redirects]"));
        assertEquals("", made.param("confirm"));
        Call confirmed = stripe.calls.get(1);
        assertEquals("/v1/payment_intents/pi_acct11/confirm", confirmed.path());
        assertEquals(ACCOUNT, confirmed.account());
        assertEquals("pm_card_visa", confirmed.param("payment_method"));
        assertEquals("true", confirmed.param("off_session"));
        assertNotEquals(made.key(), confirmed.key());
        assertTrue(String.valueOf(confirmed.key()).matches("[0-9a-f]{64}"));
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_visa_chargeDeclinedLostCard, lost_card, HARD",
        "pm_card_visa_chargeDeclinedInsufficientFunds, insufficient_funds, SOFT",
        "pm_card_chargeDeclinedExpiredCard, expired_card, CUSTOMER",
        "pm_card_authenticationRequired, authentication_required, CUSTOMER",
        "pm_advised, generic_decline, HARD",
    })
    void aDeclineKeepsItsCodeAndWhatItAdvises(String token, String code, Advice advice) {
        ChargeRequest request = request("k2", token);
        String intent = prepared(request);
        Declined declined = new Declined(code, advice, "Your card was declined.");
        assertEquals(declined, gateway.confirm(request, intent));
        assertEquals(declined, gateway.read(request, intent));
    }

    @Test
    void theNextTryConfirmsTheSameIntentWithAnotherCard() {
        ChargeRequest first = request("k3", "pm_card_visa_chargeDeclinedInsufficientFunds");
        String intent = prepared(first);
        gateway.confirm(first, intent);
        assertEquals(new Succeeded(intent), gateway.confirm(request("k3#2", "pm_card_visa"), intent));
        assertEquals(new Succeeded(intent), gateway.confirm(request("k3#3", "pm_card_visa"), intent), "once at most");
        assertEquals(1, taken());
    }

    @Test
    void whatTheHolderMightStillDoIsCancelledBeforeItIsCalledDeclined() {
        ChargeRequest request = request("k4", "pm_card_authenticationRequiredOnSetup");
        String intent = prepared(request);
        assertEquals(Advice.CUSTOMER, ((Declined) gateway.confirm(request, intent)).advice());
        assertTrue(((Declined) gateway.read(request, intent)).isWithdrawn());
    }

    @Test
    void anIntentThatWantsAMandateIsCancelled() {
        ChargeRequest request = request("k5", "pm_no_mandate");
        String intent = prepared(request);
        assertEquals("mandate_required", ((Declined) gateway.confirm(request, intent)).code());
        assertTrue(((Declined) gateway.read(request, intent)).isWithdrawn());
    }

    @Test
    void aMethodThatIsGoneIsTheCardsFaultOnlyWhereOthersAreFound() {
        assertInstanceOf(Refused.class, charge("k6", "pm_gone"));
        charge("k7", "pm_card_visa");
        assertEquals(Advice.HARD, ((Declined) charge("k8", "pm_gone")).advice());
    }

    @Test
    void whatIsNotConfirmedTakesNothingAndCanBeCancelled() {
        ChargeRequest request = request("k9", "pm_card_visa");
        String intent = prepared(request);
        assertTrue(((Unknown) gateway.read(request, intent)).isOpen());
        assertTrue(((Declined) gateway.cancel(request, intent)).isWithdrawn());
        assertTrue(((Declined) gateway.confirm(request, intent)).isWithdrawn());
        assertEquals(0, taken());
    }

    @Test
    void whatHasTakenMoneyIsNotCancelled() {
        ChargeRequest request = request("k10", "pm_card_visa");
        String intent = prepared(request);
        gateway.confirm(request, intent);
        assertEquals(new Succeeded(intent), gateway.cancel(request, intent));
    }

    @Test
    void aBankDecidesOnADebitWithinDays() {
        ChargeRequest good = request("k11", "pm_usBankAccount");
        ChargeRequest bad = request("k12", "pm_usBankAccount_debitNotAuthorized");
        String paid = prepared(good);
        String returned = prepared(bad);
        assertEquals(new Pending(paid), gateway.confirm(good, paid));
        assertEquals(new Pending(returned), gateway.confirm(bad, returned));
        time.pass(Duration.ofDays(5));
        assertEquals(new Succeeded(paid), gateway.read(good, paid));
        assertEquals("debit_not_authorized", ((Declined) gateway.read(bad, returned)).code());
    }

    @Test
    void aLostAnswerIsUnknownAndReadByTheIntent() {
        ChargeRequest request = request("k13", "pm_card_visa");
        String intent = prepared(request);
        stripe.goes(new Trouble(1, 0));
        Unknown lost = assertInstanceOf(Unknown.class, gateway.confirm(request, intent));
        assertEquals(false, lost.isOpen());
        stripe.goes(Trouble.NONE);
        assertEquals(new Succeeded(intent), gateway.read(request, intent));
        assertEquals(1, taken());
    }

    @Test
    void aStripeInTroubleIsUnknownHoweverOftenItIsAskedWithTheKey() {
        ChargeRequest request = request("k14", "pm_card_visa");
        String intent = prepared(request);
        stripe.goes(new Trouble(0, 1));
        assertInstanceOf(Unknown.class, gateway.confirm(request, intent));
        stripe.goes(Trouble.NONE);
        assertInstanceOf(Unknown.class, gateway.confirm(request, intent), "the first answer is repeated for a day");
        assertEquals(taken() == 1, gateway.read(request, intent) instanceof Succeeded);
    }

    @Test
    void aStripeThatIsAwayIsUnknown() {
        ChargeRequest request = request("k15", "pm_card_visa");
        String intent = prepared(request);
        stripe.close();
        assertInstanceOf(Unknown.class, gateway.confirm(request, intent));
        assertInstanceOf(Unknown.class, gateway.read(request, intent));
        assertInstanceOf(Prepared.Failed.class, gateway.prepare(request("k16", "pm_card_visa"), 1));
    }

    @Test
    void withoutAnAccountOrTheRightKeyOrAPossibleAmountNothingIsMade() {
        for (ChargeRequest request : List.of(
                request(Account.NONE, "k17", "pm_card_visa"),
                new ChargeRequest(
                        "c", new Account("stripe", "a"), "k", "k", "pm", new BigDecimal("0.3"), "USD", "d"))) {
            Prepared.Failed failed = assertInstanceOf(Prepared.Failed.class, gateway.prepare(request, 1));
            assertInstanceOf(Refused.class, failed.charge());
        }
        assertEquals(0, stripe.calls.size());
        PaymentGateway wrong = new StripeGateway(new TestStripe(stripe.url(), Optional.of("sk_test_2")));
        Prepared.Failed failed = assertInstanceOf(Prepared.Failed.class, wrong.prepare(request("k18", "pm"), 1));
        assertInstanceOf(Refused.class, failed.charge());
    }

    @Test
    void eachTenantsCallsCarryItsOwnAccount() {
        for (String account : List.of("acct_a", "acct_b")) {
            ChargeRequest request = request(new Account("stripe", account), "k19", "pm_card_visa");
            gateway.confirm(request, prepared(request));
            assertEquals(1, stripe.succeeded(account).size());
        }
        assertEquals(
                List.of("acct_a", "acct_a", "acct_b", "acct_b"),
                stripe.calls.stream().map(Call::account).toList());
    }

    @Test
    void callsAreMadeAgainWhenStripeSaysThatTheyCameTooFast() throws Exception {
        try (FakeStripe slow = new FakeStripe(time, 40, 7);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            PaymentGateway hasty = new StripeGateway(new TestStripe(slow.url(), Optional.of("sk_test_1")));
            var answers = threads.invokeAll(IntStream.range(0, 60)
                    .<java.util.concurrent.Callable<Prepared>>mapToObj(
                            i -> () -> hasty.prepare(request("n" + i, "pm_card_visa"), 1))
                    .toList());
            for (var answer : answers) {
                assertInstanceOf(Prepared.Made.class, answer.get());
            }
            assertTrue(slow.calls.size() > 60, "some came too fast");
        }
    }
}
