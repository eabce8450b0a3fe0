package rhythm.collect.installmentschedule;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.JdbcType;
import rhythm.collect.CustomerRecord;
import rhythm.collect.order.Order;
import rhythm.collect.storedpaymentmethod.StoredPaymentMethod;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.Currency;
import rhythm.kernel.record.Derived;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;
import rhythm.kernel.store.JsonArrayColumn;

/** An order paid in parts. Failed payments, or staff, suspend it; a new card sets the former going again, staff both. */
@Entity
@Table(name = "installment_schedules")
@Schema(name = "InstallmentSchedule")
public class InstallmentSchedule extends CustomerRecord {
    @Criterion
    @Relation("order")
    @References(Order.class)
    public String orderId;

    /** ISO 4217. */
    @NotNull
    @Criterion
    public String currency;

    /** What its installments are charged to. */
    @Criterion
    @Relation("storedPaymentMethod")
    @References(StoredPaymentMethod.class)
    public String storedPaymentMethodId;

    @NotNull
    @Criterion
    @OneOf({"active", "suspended", "cancelled", "completed"})
    public String status;

    /**
     * From that day on the runs charge a suspended schedule again; before, they neither charge, remind nor cancel it. Without
     * it, it stays suspended until somebody, or a new card, sets it going.
     */
    public LocalDate suspendedUntil;

    @ReadOnly
    public LocalDate suspendedAt;

    @ReadOnly
    public String errorMessage;

    @NotNull
    @Size(min = 1, max = 500)
    @JdbcType(JsonArrayColumn.class)
    public List<@Valid @NotNull InstallmentEntry> entries;

    /** When the first entry that is not paid is due; of a suspended schedule, no sooner than it goes on, if it does. */
    @ReadOnly
    @Transient
    @Derived("t.next_processing_date")
    public LocalDate nextProcessingDate;

    @ReadOnly
    @Transient
    @Derived("entries_total(t.entries, 'billed', 'paid', 'failed')")
    public BigDecimal amountBilled;

    @ReadOnly
    @Transient
    @Derived("entries_total(t.entries, 'pending', 'billed', 'failed')")
    public BigDecimal amountOutstanding;

    /** Failed tries of the entry that is due. */
    @ReadOnly
    public Integer attempts;

    /** Not tried again before. */
    @ReadOnly
    public LocalDate nextAttemptDate;

    @ReadOnly
    public Instant lastRemindedAt;

    @Override
    protected String usualName() {
        return "installments";
    }

    @Override
    public void prepare(SysRecord before) {
        super.prepare(before);
        InstallmentSchedule was = (InstallmentSchedule) before;
        attempts = attempts == null ? 0 : attempts;
        boolean isNewCard = was != null
                && storedPaymentMethodId != null
                && !Objects.equals(storedPaymentMethodId, was.storedPaymentMethodId);
        if (status == null) {
            status = was == null ? "active" : was.status;
        }
        boolean wasSuspended = was != null && was.status.equals("suspended");
        if (isNewCard && wasSuspended && status.equals("suspended") && was.errorMessage != null) {
            status = "active";
        }
        if (status.equals("suspended") && !wasSuspended) {
            suspendedAt = null; // the day is the tenant's, who is known to the database
            forgetFailures(); // staff decided it: no new card sets it going again
        } else if (status.equals("active") && (wasSuspended || isNewCard)) {
            suspendedAt = null;
            forgetFailures();
        }
        if (wasSuspended && !status.equals("suspended")) {
            suspendedUntil = null;
        }
        for (int i = 0; entries != null && i < entries.size(); i++) {
            InstallmentEntry entry = entries.get(i);
            if (entry != null) {
                entry.entryId = entry.entryId == null ? String.valueOf(i + 1) : entry.entryId;
                entry.status = entry.status == null ? "pending" : entry.status;
            }
        }
    }

    private void forgetFailures() {
        errorMessage = null;
        attempts = 0;
        nextAttemptDate = null;
    }

    /** Whether it is to be charged again, to the same card. */
    boolean isRestartOf(InstallmentSchedule before) {
        return status.equals("active")
                && before.status.equals("suspended")
                && Objects.equals(storedPaymentMethodId, before.storedPaymentMethodId);
    }

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        super.check(before, changed, violations);
        if (!violations.isEmpty()) {
            return;
        }
        Currency.check(
                currency,
                IntStream.range(0, entries.size())
                        .mapToObj(i -> new Currency.Amount("entries[" + i + "].amount", entries.get(i).amount))
                        .toList(),
                violations);
        for (int i = 0; i < entries.size(); i++) {
            String id = entries.get(i).entryId;
            violations.expect(
                    entries.indexOf(entry(entries, id)) == i, "entries[" + i + "].entry_id", "is another entry's");
        }
        violations.expect(
                !"completed".equals(status) || amountLeft().signum() == 0,
                "status",
                "is completed when every entry is paid or cancelled");
        violations.expect(
                suspendedUntil == null || "suspended".equals(status),
                "suspended_until",
                "is for a schedule that is suspended");
        if (before != null) {
            checkBilled(((InstallmentSchedule) before).entries, violations);
        }
    }

    private BigDecimal amountLeft() {
        return entries.stream()
                .filter(entry -> !Set.of("paid", "cancelled").contains(entry.status))
                .map(entry -> entry.amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What was billed is in the books; nobody rewrites it here. */
    private void checkBilled(List<InstallmentEntry> before, Violations violations) {
        for (InstallmentEntry was : before) {
            violations.expect(
                    was.isUntouched() || was.isSameAs(entry(entries, was.entryId)),
                    "entries",
                    "the entry " + was.entryId + " is " + was.status + " and cannot be changed");
        }
        for (int i = 0; i < entries.size(); i++) {
            InstallmentEntry was = entry(before, entries.get(i).entryId);
            violations.expect(
                    entries.get(i).isUntouched() || was != null && !was.isUntouched(),
                    "entries[" + i + "].status",
                    "follows from billing");
        }
    }

    private static InstallmentEntry entry(List<InstallmentEntry> entries, String id) {
        return entries.stream()
                .filter(entry -> entry.entryId.equals(id))
                .findFirst()
                .orElse(null);
    }
}
