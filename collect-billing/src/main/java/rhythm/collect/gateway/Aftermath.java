package rhythm.collect.gateway;

import java.math.BigDecimal;

/**
 * What came of money after it was taken, as the gateway has it.
 *
 * @param refunded how much of it went back in all, whoever had that done
 */
public record Aftermath(BigDecimal refunded, Dispute dispute) {
    /** How a claim of the holder stands: while it is open, and when it is lost, the money is gone. */
    public enum Dispute {
        NONE,
        OPEN,
        WON,
        LOST
    }
}
