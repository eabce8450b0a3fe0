package rhythm.collect;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import rhythm.kernel.record.Currency;
import rhythm.kernel.record.Options;
import rhythm.kernel.record.Violations;

/** One thing on an order or an invoice: how many, at what price. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class Line implements Options {
    @NotNull
    @Size(min = 1, max = 500)
    public String description;

    /** One, when absent. */
    public BigDecimal quantity;

    /** Below zero for a discount. */
    @NotNull
    public BigDecimal unitPrice;

    /** Quantity times price, rounded to the currency's decimal places; calculated when absent. */
    public BigDecimal amount;

    /** The package or program that it buys, if it buys one, for so many terms of so many months, from and to a day. */
    @Size(max = 200)
    public String packageId;

    @Size(max = 200)
    public String programId;

    @Min(1)
    public Integer termMonths;

    @Min(1)
    @Max(10)
    public Integer terms;

    public LocalDate periodStart;
    public LocalDate periodEnd;

    /**
     * What the line is for: a record of a service, what of it, and for which term of it. There is one living order for the same, and
     * one estimate.
     */
    @Size(min = 1, max = 50)
    public String subjectService;

    @Size(min = 1, max = 50)
    public String subjectKind;

    @Size(min = 1, max = 200)
    public String subjectId;

    @Size(max = 100)
    public String subjectTerm;

    @Override
    public void check(String path, Violations violations) {
        boolean isNamed = subjectId != null;
        violations.expect(isNamed == (subjectService != null), path + ".subject_service", "goes with subject_id");
        violations.expect(isNamed == (subjectKind != null), path + ".subject_kind", "goes with subject_id");
        violations.expect(isNamed || subjectTerm == null, path + ".subject_term", "goes with subject_id");
        violations.expectOrder(periodStart, periodEnd, path + ".period_end");
    }

    /** What the line must come to; null when it cannot be told. */
    BigDecimal due(Currency currency) {
        return Currency.isSane(quantity) && Currency.isSane(unitPrice)
                ? currency.round(quantity.multiply(unitPrice))
                : null;
    }
}
