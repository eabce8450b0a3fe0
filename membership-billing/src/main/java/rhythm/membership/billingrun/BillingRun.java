package rhythm.membership.billingrun;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import rhythm.kernel.billing.RunRecord;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.Derived;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.References;
import rhythm.kernel.record.RequiredWhen;
import rhythm.membership.billingtemplate.BillingTemplate;
import rhythm.membership.kind.MembershipDomain;

/** One dated job over the memberships: which kinds of action, for whom, when. */
@Entity
@Table(name = "billing_runs")
@Schema(name = "BillingRun")
public class BillingRun extends RunRecord {
    @References(BillingTemplate.class)
    public String templateId;

    @Size(max = 200)
    public String batchId;

    @Criterion
    public Boolean generateRenewalNotices;

    @Valid
    @RequiredWhen("generate_renewal_notices")
    @JdbcTypeCode(SqlTypes.JSON)
    public RenewalNoticeOptions<LocalDate> renewalNoticeOptions;

    @Criterion
    public Boolean generateRenewalOrders;

    @Valid
    @RequiredWhen("generate_renewal_orders")
    @JdbcTypeCode(SqlTypes.JSON)
    public RenewalOrderOptions<LocalDate> renewalOrderOptions;

    @Criterion
    public Boolean sendRenewalReminders;

    @Valid
    @RequiredWhen("send_renewal_reminders")
    @JdbcTypeCode(SqlTypes.JSON)
    public Reminders<LocalDate> renewalReminderOptions;

    @Criterion
    public Boolean sendExpiringCreditCardReminders;

    @Valid
    @RequiredWhen("send_expiring_credit_card_reminders")
    @JdbcTypeCode(SqlTypes.JSON)
    public Reminders<LocalDate> expiringCreditCardRemindersOptions;

    @Criterion
    public Boolean sendAutoRenewalReminders;

    @Valid
    @RequiredWhen("send_auto_renewal_reminders")
    @JdbcTypeCode(SqlTypes.JSON)
    public Reminders<LocalDate> autoRenewalReminderOptions;

    @Criterion
    public Boolean performAutoRenewals;

    @Valid
    @RequiredWhen("perform_auto_renewals")
    @JdbcTypeCode(SqlTypes.JSON)
    public AutoRenewalOptions<LocalDate> autoRenewalOptions;

    @Criterion
    public Boolean performDrops;

    @Valid
    @RequiredWhen("perform_drops")
    @JdbcTypeCode(SqlTypes.JSON)
    public DropOptions<LocalDate> dropOptions;

    /** Counts of the run's actions: all, and by kind; always exact. */
    @ReadOnly
    @Transient
    @Derived(MembershipDomain.STATISTICS)
    public Statistics statistics;

    @Override
    protected boolean hasWork() {
        return Stream.of(
                        generateRenewalNotices,
                        generateRenewalOrders,
                        sendRenewalReminders,
                        sendExpiringCreditCardReminders,
                        sendAutoRenewalReminders,
                        performAutoRenewals,
                        performDrops)
                .anyMatch(Boolean.TRUE::equals);
    }
}
