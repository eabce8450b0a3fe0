package rhythm.collect;

import jakarta.persistence.MappedSuperclass;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hibernate.annotations.JdbcType;
import rhythm.collect.batch.Batch;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.Currency;
import rhythm.kernel.record.Currency.Amount;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;
import rhythm.kernel.store.JsonArrayColumn;

/** A record with lines and their total: an order, an invoice. */
@MappedSuperclass
public abstract class BilledRecord extends CustomerRecord {
    private static final int LONGEST_NAME = 200;

    @NotNull
    @Size(min = 1, max = 10_000)
    @JdbcType(JsonArrayColumn.class)
    public List<@Valid @NotNull Line> lines;

    /** The sum of the lines; calculated when absent, and anew when lines change and it does not. */
    @NotNull
    public BigDecimal total;

    /** ISO 4217. */
    @NotNull
    @Criterion
    public String currency;

    /** The accounting batch it is booked in; a closed one takes nothing more. */
    @Criterion
    @Relation("batch")
    @References(Batch.class)
    public String batchId;

    @Override
    protected String usualName() {
        return lines == null || lines.isEmpty() || lines.getFirst() == null || lines.getFirst().description == null
                ? null
                : cut(lines.getFirst().description);
    }

    /** To the length of a name, and not within a character. */
    private static String cut(String text) {
        int end = Math.min(LONGEST_NAME, text.length());
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    @Override
    public void prepare(SysRecord before) {
        super.prepare(before);
        Optional<Currency> known = Currency.of(currency);
        if (known.isEmpty() || lines == null) {
            return;
        }
        for (Line line : lines) {
            if (line != null) {
                line.quantity = line.quantity == null ? BigDecimal.ONE : line.quantity;
                line.amount = line.amount == null ? line.due(known.get()) : line.amount;
            }
        }
        boolean isLeftAlone = before != null && total != null && total.compareTo(((BilledRecord) before).total) == 0;
        if (total == null || isLeftAlone) {
            total = sum().map(known.get()::round).orElse(total);
        }
    }

    private Optional<BigDecimal> sum() {
        boolean isKnown = lines.stream().allMatch(line -> line != null && Currency.isSane(line.amount));
        return isKnown
                ? Optional.of(lines.stream().map(line -> line.amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                : Optional.empty();
    }

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        super.check(before, changed, violations);
        List<Line> known = lines == null
                ? List.of()
                : lines.stream().filter(Objects::nonNull).toList();
        List<Amount> amounts = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            known.get(i).check("lines[" + i + "]", violations);
            violations.expect(
                    known.get(i).unitPrice == null || Currency.isSane(known.get(i).unitPrice),
                    "lines[" + i + "].unit_price",
                    "has too many digits");
            amounts.add(new Amount("lines[" + i + "].amount", known.get(i).amount));
            violations.expect(
                    known.get(i).quantity == null || Currency.isSane(known.get(i).quantity),
                    "lines[" + i + "].quantity",
                    "has too many digits");
        }
        amounts.add(new Amount("total", total));
        Currency.check(currency, amounts, violations);
        if (violations.isEmpty()) {
            checkSums(Currency.of(currency).orElseThrow(), violations);
        }
    }

    private void checkSums(Currency in, Violations violations) {
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            violations.expect(
                    line.amount.compareTo(line.due(in)) == 0,
                    "lines[" + i + "].amount",
                    "must be quantity times unit_price");
        }
        violations.expect(total.compareTo(sum().orElseThrow()) == 0, "total", "must be the sum of the lines");
        violations.expect(total.signum() >= 0, "total", "must not be below zero");
    }
}
