package rhythm.collect.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeAmountTest {
    @ParameterizedTest
    @CsvSource({
        "12.30, USD, 1230",
        "12.3, EUR, 1230",
        "0.30, GBP, 30",
        "500, JPY, 500",
        "5, ISK, 500",
        "100, UGX, 10000",
        "7, MGA, 7",
        "1.250, KWD, 1250",
        "500.50, HUF, 50050",
    })
    void amountsAreInTheCurrencysSmallestUnit(BigDecimal amount, String currency, long units) {
        assertEquals(units, StripeAmount.of(amount, currency));
    }

    @ParameterizedTest
    @CsvSource({
        "12.301, USD",
        "0.30, USD",
        "500.5, JPY",
        "5.5, ISK",
        "100.5, UGX",
        "7.5, MGA",
        "1.255, KWD",
        "49, JPY",
    })
    void anAmountThatStripeCannotTakeIsRefused(BigDecimal amount, String currency) {
        assertThrows(ArithmeticException.class, () -> StripeAmount.of(amount, currency));
    }
}
