package rhythm.collect.payment;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.collect.CustomerRecord;
import rhythm.collect.batch.Batch;
import rhythm.collect.invoice.Invoice;
import rhythm.collect.order.Order;
import rhythm.collect.storedpaymentmethod.StoredPaymentMethod;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.Currency;
import rhythm.kernel.record.Derived;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** Money that came in, for an invoice as a rule. */
@Entity
@Table(name = "payments")
@Schema(name = "Payment")
public class Payment extends CustomerRecord {
    private static final Set<String> COUNTING = Set.of("complete", "settling");

    /** A new payment for an order that is billed whole need not name it. */
    @Criterion
    @Relation("invoice")
    @References(Invoice.class)
    public String invoiceId;

    @Criterion
    @Relation("order")
    @References(Order.class)
    public String orderId;

    @NotNull
    @Positive
    public BigDecimal amount;

    /** ISO 4217; the invoice's. */
    @NotNull
    @Criterion
    public String currency;

    @NotNull
    @Criterion
    @OneOf({"card", "electronic check", "cash", "other"})
    public String type;

    /**
     * Complete payments count, and settling ones, on which a bank has still to decide. A returned one was sent back by the bank, a
     * disputed one is claimed back by its holder; when that is decided it is complete again, or reversed.
     */
    @NotNull
    @Criterion
    @OneOf({"complete", "settling", "void", "reversed", "refunded", "returned", "disputed"})
    public String status;

    /** Why it counts no more; to be given for what is returned or disputed. */
    @Size(min = 1, max = 500)
    public String reason;

    @Criterion
    @Size(max = 200)
    public String gatewayReference;

    /** There is one payment of a key, ever. */
    @Criterion
    @Size(min = 1, max = 400)
    public String idempotencyKey;

    @Criterion
    @Relation("storedPaymentMethod")
    @References(StoredPaymentMethod.class)
    public String storedPaymentMethodId;

    /** The day it was entered, unless it says otherwise. */
    @Criterion
    public LocalDate paymentDate;

    @Criterion
    @Relation("batch")
    @References(Batch.class)
    public String batchId;

    /** Whether it is a credit: nothing was paid with it so far. */
    @Criterion
    @ReadOnly
    @Transient
    @Derived("(t.invoice_id is null and t.status in ('complete', 'settling'))")
    public Boolean isUnapplied;

    @Override
    public void checkDeletion() {
        throw Problem.CONFLICT.because("money stays in the books; void, reverse or refund the payment instead");
    }

    @Override
    protected String usualName() {
        return type + " payment";
    }

    /** Whether it pays its invoice, and did not before, or less. */
    boolean paysMoreThan(Payment before) {
        boolean isComplete = COUNTING.contains(status);
        boolean wasThere = before != null
                && COUNTING.contains(before.status)
                && Objects.equals(before.invoiceId, invoiceId)
                && before.amount.compareTo(amount) >= 0;
        return isComplete && !wasThere;
    }

    @Override
    public void prepare(SysRecord before) {
        super.prepare(before);
        status = status != null ? status : before == null ? "complete" : ((Payment) before).status;
    }

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        super.check(before, changed, violations);
        Currency.check(currency, List.of(new Currency.Amount("amount", amount)), violations);
        boolean wasSettling = before != null && "settling".equals(((Payment) before).status);
        violations.expect(
                !"settling".equals(status) || wasSettling, "status", "is settling only when the gateway says so");
        boolean isTold = "returned".equals(status) || "disputed".equals(status);
        violations.expect(reason != null || !isTold, "reason", "must be given for a payment that is " + status);
    }
}
