package rhythm.collect.installmentschedule;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.Options;

/** One part of an order: due on a day, billed and paid by itself. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class InstallmentEntry implements Options {
    private static final Set<String> UNTOUCHED = Set.of("pending", "cancelled");

    /** Its place in the schedule, when absent. */
    @Size(min = 1, max = 50)
    public String entryId;

    @NotNull
    public LocalDate date;

    @NotNull
    @Positive
    public BigDecimal amount;

    @OneOf({"pending", "billed", "paid", "failed", "cancelled"})
    public String status;

    @Size(max = 200)
    public String invoiceId;

    @Size(max = 200)
    public String paymentId;

    /** Whether clients may still change it: nothing was billed. */
    boolean isUntouched() {
        return UNTOUCHED.contains(status) && invoiceId == null;
    }

    boolean isSameAs(InstallmentEntry other) {
        return other != null
                && Objects.equals(date, other.date)
                && amount != null
                && amount.compareTo(other.amount) == 0
                && Objects.equals(status, other.status)
                && Objects.equals(invoiceId, other.invoiceId)
                && Objects.equals(paymentId, other.paymentId);
    }
}
