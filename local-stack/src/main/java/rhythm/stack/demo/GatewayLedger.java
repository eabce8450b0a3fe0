package rhythm.stack.demo;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import rhythm.stack.ServiceClient;

/** The simulated gateway's own books in the end: what it charged and what it declined in all. */
public record GatewayLedger(BigDecimal charged, BigDecimal declined) {

    /** Those of a tenant, as collect-billing shows them. */
    public static GatewayLedger of(ServiceClient collect) {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        collect.get("gatewayLedger", "")
                .forEach(line -> sums.merge(line.path("outcome").asText(), Money.of(line, "amount"), BigDecimal::add));
        return new GatewayLedger(
                sums.getOrDefault("succeeded", Money.NOTHING), sums.getOrDefault("declined", Money.NOTHING));
    }

    /** The statement with these lines, of which {@code charged} and {@code declined} are what our own books say of the gateway. */
    public ClosingStatement statement(Map<String, BigDecimal> lines) {
        Map<String, BigDecimal> all = new LinkedHashMap<>(lines);
        all.put("gateway charged", charged);
        all.put("gateway declined", declined);
        BigDecimal difference = lines.getOrDefault("charged", Money.NOTHING)
                .subtract(charged)
                .abs()
                .add(lines.getOrDefault("declined", Money.NOTHING)
                        .subtract(declined)
                        .abs());
        return new ClosingStatement("USD", all, difference);
    }
}
