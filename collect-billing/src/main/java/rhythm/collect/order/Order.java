package rhythm.collect.order;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.collect.BilledRecord;
import rhythm.collect.storedpaymentmethod.StoredPaymentMethod;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.Derived;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** What somebody buys. Its invoice, and the payments on that, tell whether it is paid. */
@Entity
@Table(name = "orders")
@Schema(name = "Order")
public class Order extends BilledRecord {
    /** An order that only says what it would cost. Whoever pays it, or binds it, makes it a binding one, and billed. */
    @Criterion
    public Boolean proForma;

    /** There is one order of a key, ever; it is given when the order is made. */
    @Criterion
    @Size(min = 1, max = 200)
    @Pattern(regexp = "(?!subject:).*", message = "must not begin with subject:")
    public String idempotencyKey;

    /** The client whose key it is; another's is refused. */
    @ReadOnly
    public String placedBy;

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

    /** What is open of its invoice, or of its installments, billed or not; none for an order that is not billed. */
    @ReadOnly
    @Transient
    @Derived("""
            (case when t.invoice_id is not null
              then (select i.balance_due from invoices i where i.tenant_id = t.tenant_id and i.id = t.invoice_id)
              when exists (select from installment_schedules s where s.tenant_id = t.tenant_id and s.order_id = t.id
                and s.status <> 'cancelled')
              then t.total - (select coalesce(sum(i.total - i.balance_due), 0) from invoices i
                where i.tenant_id = t.tenant_id and i.order_id = t.id) end)""")
    public BigDecimal balanceDue;

    /** How its own invoice stands, or the last one that it had. */
    @ReadOnly
    @Transient
    @Derived("""
            (select i.status from invoices i where i.tenant_id = t.tenant_id and i.order_id = t.id
              and i.installment_schedule_id is null order by i.status = 'void', i.id desc limit 1)""")
    public String invoiceStatus;

    /** Whether a charge for it is under way, or nobody knows yet what became of one. */
    @ReadOnly
    @Transient
    @Derived("""
            exists (select from payment_attempts a where a.tenant_id = t.tenant_id and a.invoice_id = t.invoice_id
              and a.state in ('started', 'unknown'))""")
    public Boolean isUnderCharge;

    /** Whether it is paid in installments. */
    @ReadOnly
    @Transient
    @Derived("""
            exists (select from installment_schedules s where s.tenant_id = t.tenant_id and s.order_id = t.id
              and s.status <> 'cancelled')""")
    public Boolean isInParts;

    /** The date of the first of its installments that is not paid. */
    @ReadOnly
    @Transient
    @Derived("""
            (select min(cast(e ->> 'date' as date)) from installment_schedules s cross join jsonb_array_elements(s.entries) e
              where s.tenant_id = t.tenant_id and s.order_id = t.id and s.status <> 'cancelled'
                and e ->> 'status' in ('pending', 'billed', 'failed'))""")
    public LocalDate planUnpaidFrom;

    /** The day of the last payment for it. */
    @ReadOnly
    @Transient
    @Derived("""
            (select max(p.payment_date) from invoices i join payments p on p.tenant_id = t.tenant_id and p.invoice_id = i.id
              where i.tenant_id = t.tenant_id and i.order_id = t.id and p.status in ('complete', 'settling'))""")
    public LocalDate paidOn;

    /** Whether it was paid at some time, whatever was given back since. */
    @Criterion
    @ReadOnly
    @Transient
    @Derived("t.was_paid")
    public Boolean wasPaid;

    /** Charged for the order; without one, the customer pays the invoice. */
    @Criterion
    @Relation("storedPaymentMethod")
    @References(StoredPaymentMethod.class)
    public String storedPaymentMethodId;

    @Override
    public void checkDeletion() {
        if (invoiceId != null || Boolean.TRUE.equals(wasPaid)) {
            throw Problem.CONFLICT.because("an order that was billed stays in the books; cancel it instead");
        }
    }

    /** Whether it is billed, and what it is over is another now. */
    boolean isRepriced(Order before) {
        return invoiceId != null
                && !isCancelled()
                && (total.compareTo(before.total) != 0
                        || !RecordMapper.text(lines).equals(RecordMapper.text(before.lines)));
    }

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
        if (before != null && changed.contains("pro_forma")) {
            throw Problem.CONFLICT.field(
                    "pro_forma",
                    "is not changed by itself; bind the order by POST /orders/{tenantId}/bind/{id}, or pay it");
        }
        boolean wasPaidBefore = before != null && "paid".equals(((Order) before).status);
        violations.expect(
                !changed.contains("status") || wasPaidBefore || !"paid".equals(status),
                "status",
                "is paid by payments only");
    }
}
