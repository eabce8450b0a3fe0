package rhythm.collect.billingtemplate;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import rhythm.collect.billingrun.CancellationOptions;
import rhythm.collect.billingrun.CardReminderOptions;
import rhythm.collect.billingrun.InstallmentOptions;
import rhythm.collect.billingrun.ScheduleReminderOptions;
import rhythm.collect.billingrun.StatementOptions;
import rhythm.kernel.billing.NotifyingRecord;
import rhythm.kernel.engine.RelativeDate;
import rhythm.kernel.record.RequiredWhen;

/** A run without dates: the same kinds and options, every bound relative to the day of the run. */
@Entity
@Table(name = "billing_templates")
@Schema(name = "BillingTemplate")
public class BillingTemplate extends NotifyingRecord {

    public Boolean processInstallmentSchedules;

    @Valid
    @RequiredWhen("process_installment_schedules")
    @JdbcTypeCode(SqlTypes.JSON)
    public InstallmentOptions<RelativeDate> installmentScheduleOptions;

    public Boolean sendInstallmentScheduleReminders;

    @Valid
    @RequiredWhen("send_installment_schedule_reminders")
    @JdbcTypeCode(SqlTypes.JSON)
    public ScheduleReminderOptions<RelativeDate> installmentScheduleReminderOptions;

    public Boolean sendExpiringCreditCardReminders;

    @Valid
    @RequiredWhen("send_expiring_credit_card_reminders")
    @JdbcTypeCode(SqlTypes.JSON)
    public CardReminderOptions<RelativeDate> expiringCreditCardReminderOptions;

    public Boolean sendStatements;

    @Valid
    @RequiredWhen("send_statements")
    @JdbcTypeCode(SqlTypes.JSON)
    public StatementOptions statementOptions;

    public Boolean cancelInstallmentSchedules;

    @Valid
    @RequiredWhen("cancel_installment_schedules")
    @JdbcTypeCode(SqlTypes.JSON)
    public CancellationOptions<RelativeDate> installmentScheduleCancellationOptions;
}
