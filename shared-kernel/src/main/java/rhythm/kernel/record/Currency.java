package rhythm.kernel.record;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** A currency as its amounts see it: with so many decimal places. Amounts are decimals throughout, never floating point. */
public record Currency(String code, int places) {
    /** Enough for any sum of money, and few enough that no arithmetic on what a client sends runs away. */
    private static final int MOST_DIGITS = 15;

    private static final int MOST_PLACES = 6;

    /** The currency of an ISO 4217 code; none when money is not paid in it, as in gold or in test codes. */
    public static Optional<Currency> of(String code) {
        if (code == null || !code.matches("[A-Z]{3}")) {
            return Optional.empty();
        }
        try {
            int places = java.util.Currency.getInstance(code).getDefaultFractionDigits();
            return places < 0 ? Optional.empty() : Optional.of(new Currency(code, places));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** Whether the number can be calculated with. */
    public static boolean isSane(BigDecimal number) {
        return number != null
                && (long) number.precision() - number.scale() <= MOST_DIGITS
                && number.scale() <= MOST_PLACES
                && number.precision() <= MOST_DIGITS + MOST_PLACES;
    }

    /** Whether the amount can be paid: no finer than the currency's smallest coin. */
    public boolean fits(BigDecimal amount) {
        return amount.stripTrailingZeros().scale() <= places;
    }

    public BigDecimal round(BigDecimal amount) {
        return amount.setScale(places, RoundingMode.HALF_UP);
    }

    /** Adds what is wrong with a record's currency and amounts; absent amounts are for others to miss. */
    public static void check(String code, List<Amount> amounts, Violations violations) {
        Optional<Currency> currency = of(code);
        violations.expect(code == null || currency.isPresent(), "currency", "is not a currency that is paid in");
        for (Amount amount : amounts) {
            if (amount.value() != null && !isSane(amount.value())) {
                violations.add(amount.field(), "has too many digits");
            } else if (amount.value() != null && currency.isPresent()) {
                violations.expect(
                        currency.get().fits(amount.value()),
                        amount.field(),
                        "has more than the %d decimal places of %s".formatted(currency.get().places, code));
            }
        }
    }

    /** An amount of a record, and the field it stands in. */
    public record Amount(String field, BigDecimal value) {}
}
