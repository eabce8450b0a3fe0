package rhythm.collect.order;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.collect.BilledRecord;
import rhythm.collect.storedpaymentmethod.StoredPaymentMethod;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.Derived;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** What somebody buys. Its invoice, and the payments on that, tell whether it is paid. */
@Entity
@Table(name = "orders")
@Schema(name = "Order")
public class Order extends BilledRecord {
    /** An order that only says what it would cost: it has no invoice and is never paid. */
    @Criterion
    public Boolean proForma;

    /** There is one order of a key, ever; it is given when the order is made. */
    @Criterion
    @Size(min = 1, max = 200)
    public String idempotencyKey;

    /** Paid is for payments to say. */
    @NotNull
    @Criterion
    @OneOf({"awaiting payment", "paid", "cancelled"})
    public String status;

    /** The service that placed it, and the run and action it did so for. */
    @Criterion
    @Size(max = 50)
    public String service;

    @Criterion
    @Relation("billingRun")
    @Size(max = 200)
    public String billingRunId;

    @Criterion
    @Size(max = 400)
    public String actionId;

    @ReadOnly
    @Relation("invoice")
    public String invoiceId;

    /** What is open of its invoice; none for a pro forma order. */
    @ReadOnly
    @Transient
    @Derived("(select i.balance_due from invoices i where i.tenant_id = t.tenant_id and i.id = t.invoice_id)")
    public BigDecimal balanceDue;

    /** Charged for the order; without one, the customer pays the invoice. */
    @Criterion
    @Relation("storedPaymentMethod")
    @References(StoredPaymentMethod.class)
    public String storedPaymentMethodId;

    boolean isCancelled() {
        return "cancelled".equals(status);
    }

    @Override
    public void prepare(SysRecord before) {
        super.prepare(before);
        proForma = proForma != null && proForma;
        idempotencyKey = idempotencyKey == null && before != null ? ((Order) before).idempotencyKey : idempotencyKey;
        status = status != null ? status : before == null ? "awaiting payment" : ((Order) before).status;
    }

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        super.check(before, changed, violations);
        violations.expect(
                before == null || !changed.contains("idempotency_key"),
                "idempotency_key",
                "is given when the order is made");
        boolean wasPaid = before != null && "paid".equals(((Order) before).status);
        violations.expect(
                !changed.contains("status") || wasPaid || !"paid".equals(status), "status", "is paid by payments only");
    }
}
