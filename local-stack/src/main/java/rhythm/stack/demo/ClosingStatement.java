package rhythm.stack.demo;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/** The money of a demo in one currency, and by how much it differs from the gateway's own ledger: by nothing. */
public record ClosingStatement(String currency, Map<String, BigDecimal> lines, BigDecimal difference) {

    String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach((name, amount) -> text.append(line(name, amount)));
        return text.append(line("difference", difference)).toString();
    }

    private String line(String name, BigDecimal amount) {
        return String.format(Locale.ROOT, "%-26s %13s %s%n", name, amount.toPlainString(), currency);
    }
}
