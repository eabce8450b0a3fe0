package rhythm.membership.billingtemplate;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import rhythm.kernel.billing.NotifyingRecord;
import rhythm.kernel.engine.RelativeDate;
import rhythm.kernel.record.RequiredWhen;
import rhythm.membership.billingrun.AutoRenewalOptions;
import rhythm.membership.billingrun.DropOptions;
import rhythm.membership.billingrun.Reminders;
import rhythm.membership.billingrun.RenewalNoticeOptions;
import rhythm.membership.billingrun.RenewalOrderOptions;

/** A run without dates: the same kinds and options, every bound relative to the day of the run. */
@Entity
@Table(name = "billing_templates")
@Schema(name = "BillingTemplate")
public class BillingTemplate extends NotifyingRecord {
    @Size(max = 200)
    public String batchId;

    public Boolean generateRenewalNotices;

    @Valid
    @RequiredWhen("generate_renewal_notices")
    @JdbcTypeCode(SqlTypes.JSON)
    public RenewalNoticeOptions<RelativeDate> renewalNoticeOptions;

    public Boolean generateRenewalOrders;

    @Valid
    @RequiredWhen("generate_renewal_orders")
    @JdbcTypeCode(SqlTypes.JSON)
    public RenewalOrderOptions<RelativeDate> renewalOrderOptions;

    public Boolean sendRenewalReminders;

    @Valid
    @RequiredWhen("send_renewal_reminders")
    @JdbcTypeCode(SqlTypes.JSON)
    public Reminders<RelativeDate> renewalReminderOptions;

    public Boolean sendExpiringCreditCardReminders;

    @Valid
    @RequiredWhen("send_expiring_credit_card_reminders")
    @JdbcTypeCode(SqlTypes.JSON)
    public Reminders<RelativeDate> expiringCreditCardRemindersOptions;

    public Boolean sendAutoRenewalReminders;

    @Valid
    @RequiredWhen("send_auto_renewal_reminders")
    @JdbcTypeCode(SqlTypes.JSON)
    public Reminders<RelativeDate> autoRenewalReminderOptions;

    public Boolean performAutoRenewals;

    @Valid
    @RequiredWhen("perform_auto_renewals")
    @JdbcTypeCode(SqlTypes.JSON)
    public AutoRenewalOptions<RelativeDate> autoRenewalOptions;

    public Boolean performDrops;

    @Valid
    @RequiredWhen("perform_drops")
    @JdbcTypeCode(SqlTypes.JSON)
    public DropOptions<RelativeDate> dropOptions;
}
