package rhythm.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;

/** Amounts of the demos, to the cent; one with more places is nobody's money. */
public final class Money {
    public static final BigDecimal NOTHING = BigDecimal.ZERO.setScale(2);

    private Money() {}

    /** The amount in a field. */
    public static BigDecimal of(JsonNode record, String field) {
        return new BigDecimal(record.path(field).asText()).setScale(2, RoundingMode.UNNECESSARY);
    }

    /** All of them together. */
    public static BigDecimal sum(Collection<BigDecimal> amounts) {
        return amounts.stream().reduce(NOTHING, BigDecimal::add);
    }
}
