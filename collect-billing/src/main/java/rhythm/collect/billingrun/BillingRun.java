package rhythm.collect.billingrun;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.validation.Valid;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import rhythm.collect.billingtemplate.BillingTemplate;
import rhythm.kernel.billing.RunRecord;
import rhythm.kernel.engine.KindTally;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.Derived;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.References;
import rhythm.kernel.record.RequiredWhen;
import rhythm.kernel.run.RunStatistics;

/** One dated job over installment schedules, stored cards and open invoices: which kinds of action, for whom, when. */
@Entity
@Table(name = "billing_runs")
@Schema(name = "BillingRun")
public class BillingRun extends RunRecord {

    @References(BillingTemplate.class)
    public String templateId;

    @Criterion
    public Boolean processInstallmentSchedules;

    @Valid
    @RequiredWhen("process_installment_schedules")
    @JdbcTypeCode(SqlTypes.JSON)
    public InstallmentOptions<LocalDate> installmentScheduleOptions;

    @Criterion
    public Boolean sendInstallmentScheduleReminders;

    @Valid
    @RequiredWhen("send_installment_schedule_reminders")
    @JdbcTypeCode(SqlTypes.JSON)
    public ScheduleReminderOptions<LocalDate> installmentScheduleReminderOptions;

    @Criterion
    public Boolean sendExpiringCreditCardReminders;

    @Valid
    @RequiredWhen("send_expiring_credit_card_reminders")
    @JdbcTypeCode(SqlTypes.JSON)
    public CardReminderOptions<LocalDate> expiringCreditCardReminderOptions;

    @Criterion
    public Boolean sendStatements;

    @Valid
    @RequiredWhen("send_statements")
    @JdbcTypeCode(SqlTypes.JSON)
    public StatementOptions statementOptions;

    @Criterion
    public Boolean cancelInstallmentSchedules;

    @Valid
    @RequiredWhen("cancel_installment_schedules")
    @JdbcTypeCode(SqlTypes.JSON)
    public CancellationOptions<LocalDate> installmentScheduleCancellationOptions;

    /** Counts of the run's actions by kind; always exact. */
    @ReadOnly
    @Transient
    @Derived(RunStatistics.ARRAY)
    public List<KindTally> statistics;

    @Override
    protected boolean hasWork() {
        return Stream.of(
                        processInstallmentSchedules,
                        sendInstallmentScheduleReminders,
                        sendExpiringCreditCardReminders,
                        sendStatements,
                        cancelInstallmentSchedules)
                .anyMatch(Boolean.TRUE::equals);
    }
}
