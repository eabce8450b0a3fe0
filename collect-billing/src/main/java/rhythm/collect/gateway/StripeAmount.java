package rhythm.collect.gateway;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;

/** Amounts as Stripe takes them: whole numbers of the currency's smallest unit. */
final class StripeAmount {
    /** Where Stripe's unit is not ISO 4217's. */
    private static final Map<String, Integer> OWN_SCALES = Map.of("ISK", 2, "UGX", 2, "MGA", 0);

    private StripeAmount() {}

    /** Throws an {@link ArithmeticException} for an amount that Stripe cannot take exactly. */
    static long of(BigDecimal amount, String currency) {
        int scale =
                OWN_SCALES.getOrDefault(currency, Currency.getInstance(currency).getDefaultFractionDigits());
        long units = amount.movePointRight(scale).longValueExact();
        if (scale == 3 && units % 10 != 0) {
            throw new ArithmeticException("Stripe takes " + currency + " with two decimals only");
        }
        return units;
    }
}
