package rhythm.collect.gateway;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.Set;

/** Amounts as Stripe takes them: whole numbers of the currency's smallest unit (docs.stripe.com/currencies). */
final class StripeAmount {
    /** Where Stripe's unit is not ISO 4217's. */
    private static final Map<String, Integer> OWN_SCALES = Map.of("ISK", 2, "UGX", 2, "MGA", 0);

    /** Of these Stripe takes whole amounts only, though it counts hundredths. */
    private static final Set<String> WHOLE = Set.of("ISK", "UGX");

    /** The least that Stripe charges where it is not half a unit. */
    private static final Map<String, String> LEAST = Map.ofEntries(
            Map.entry("AED", "2"),
            Map.entry("CZK", "15"),
            Map.entry("DKK", "2.5"),
            Map.entry("GBP", "0.3"),
            Map.entry("HKD", "4"),
            Map.entry("HUF", "175"),
            Map.entry("JPY", "50"),
            Map.entry("KRW", "50"),
            Map.entry("MXN", "10"),
            Map.entry("MYR", "2"),
            Map.entry("NOK", "3"),
            Map.entry("PLN", "2"),
            Map.entry("RON", "2"),
            Map.entry("SEK", "3"),
            Map.entry("THB", "10"));

    private static final String USUAL_LEAST = "0.5";

    private StripeAmount() {}

    private static int scale(String currency) {
        return OWN_SCALES.getOrDefault(currency, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    /** The amount of so many units. */
    static BigDecimal from(long units, String currency) {
        return BigDecimal.valueOf(units, scale(currency));
    }

    /** Throws an {@link ArithmeticException} for an amount that Stripe cannot take, or not exactly. */
    static long of(BigDecimal amount, String currency) {
        int scale = scale(currency);
        long units = amount.movePointRight(scale).longValueExact();
        if (scale == 3 && units % 10 != 0) {
            throw new ArithmeticException("Stripe takes " + currency + " with two decimals only");
        }
        if (WHOLE.contains(currency) && units % 100 != 0) {
            throw new ArithmeticException("Stripe takes " + currency + " without decimals only");
        }
        String least = LEAST.getOrDefault(currency, USUAL_LEAST);
        if (amount.compareTo(new BigDecimal(least)) < 0) {
            throw new ArithmeticException("Stripe charges " + least + " " + currency + " at least");
        }
        return units;
    }
}
