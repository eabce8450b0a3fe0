package rhythm.collect.invoice;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.collect.BilledRecord;
import rhythm.collect.installmentschedule.InstallmentSchedule;
import rhythm.collect.order.Order;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.Currency;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** What a customer owes, and how much of it is still open. */
@Entity
@Table(name = "invoices")
@Schema(name = "Invoice")
public class Invoice extends BilledRecord {
    /** The order it bills: all of it, or the one installment named here. */
    @Criterion
    @Relation("order")
    @References(Order.class)
    public String orderId;

    @Criterion
    @Relation("installmentSchedule")
    @References(InstallmentSchedule.class)
    public String installmentScheduleId;

    /** Which of the schedule's entries. */
    @Size(max = 50)
    public String entryId;

    @Criterion
    public LocalDate dueDate;

    /** The total less what was paid. */
    @ReadOnly
    public BigDecimal balanceDue;

    /** Open and paid follow from payments; void and written off are decided. */
    @NotNull
    @Criterion
    @OneOf({"open", "paid", "void", "written off"})
    public String status;

    @Override
    public void prepare(SysRecord before) {
        super.prepare(before);
        if (!Currency.isSane(total)) {
            return;
        }
        Invoice was = (Invoice) before;
        BigDecimal paid = was == null ? BigDecimal.ZERO : was.total.subtract(was.balanceDue);
        balanceDue = total.subtract(paid);
        if (status == null || was != null && isDecidedByPayments(status) && status.equals(was.status)) {
            status = statusByPayments();
        }
    }

    @Override
    public void checkDeletion() {
        throw Problem.CONFLICT.because("an invoice stays in the books; void it instead");
    }

    private String statusByPayments() {
        return balanceDue.signum() == 0 ? "paid" : "open";
    }

    private static boolean isDecidedByPayments(String status) {
        return status.equals("open") || status.equals("paid");
    }

    /** The field by which it asks for less than before, or for other money; null when it does not. */
    String lessenedBy(Invoice before) {
        if (!isDecidedByPayments(status) && !status.equals(before.status)) {
            return "status";
        }
        if (total.compareTo(before.total) < 0) {
            return "total";
        }
        return currency.equals(before.currency) ? null : "currency";
    }

    boolean isReopened(Invoice before) {
        return before.status.equals("written off") && isDecidedByPayments(status);
    }

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        super.check(before, changed, violations);
        violations.expect(
                installmentScheduleId == null || entryId != null, "entry_id", "must be given with its schedule");
        if (violations.isEmpty()) {
            violations.expect(balanceDue.signum() >= 0, "total", "is less than what was paid already");
            violations.expect(
                    !status.equals("void") || balanceDue.compareTo(total) == 0,
                    "status",
                    "is void only when nothing was paid");
            violations.expect(
                    !changed.contains("status") || !status.equals("written off") || balanceDue.signum() > 0,
                    "status",
                    "is written off only when something is open");
            violations.expect(
                    !isDecidedByPayments(status) || status.equals(statusByPayments()),
                    "status",
                    "follows from payments; " + balanceDue + " is open");
        }
    }
}
