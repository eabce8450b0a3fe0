package rhythm.certifications.billingrun;

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
import rhythm.certifications.billingtemplate.BillingTemplate;
import rhythm.kernel.billing.RunRecord;
import rhythm.kernel.engine.KindTally;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.Derived;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.References;
import rhythm.kernel.record.RequiredWhen;
import rhythm.kernel.run.RunStatistics;

/** One dated job over certifications, applications and training providers: which kinds of action, for whom, when. */
@Entity
@Table(name = "billing_runs")
@Schema(name = "BillingRun")
public class BillingRun extends RunRecord {
    @References(BillingTemplate.class)
    public String templateId;

    @Criterion
    public Boolean activateApplications;

    @Valid
    @RequiredWhen("activate_applications")
    @JdbcTypeCode(SqlTypes.JSON)
    public ActivationOptions applicationActivationOptions;

    @Criterion
    public Boolean billTrainingProviders;

    @Valid
    @RequiredWhen("bill_training_providers")
    @JdbcTypeCode(SqlTypes.JSON)
    public ProviderBillingOptions<LocalDate> trainingProviderBillingOptions;

    @Criterion
    public Boolean sendRenewalReminders;

    @Valid
    @RequiredWhen("send_renewal_reminders")
    @JdbcTypeCode(SqlTypes.JSON)
    public RenewalReminderOptions<LocalDate> renewalReminderOptions;

    @Criterion
    public Boolean sendApplicationReminders;

    @Valid
    @RequiredWhen("send_application_reminders")
    @JdbcTypeCode(SqlTypes.JSON)
    public ApplicationReminderOptions<LocalDate> applicationReminderOptions;

    @Criterion
    public Boolean forecastRenewals;

    @Valid
    @RequiredWhen("forecast_renewals")
    @JdbcTypeCode(SqlTypes.JSON)
    public ForecastOptions<LocalDate> renewalForecastingOptions;

    @Criterion("application_expiration_options")
    public Boolean expireApplications;

    @Valid
    @RequiredWhen("expire_applications")
    @JdbcTypeCode(SqlTypes.JSON)
    public ExpirationOptions<LocalDate> applicationExpirationOptions;

    @Criterion
    public Boolean performDrops;

    @Valid
    @RequiredWhen("perform_drops")
    @JdbcTypeCode(SqlTypes.JSON)
    public DropOptions<LocalDate> dropOptions;

    /** Counts of the run's actions by kind; always exact. */
    @ReadOnly
    @Transient
    @Derived(RunStatistics.ARRAY)
    public List<KindTally> statistics;

    @Override
    protected boolean hasWork() {
        return Stream.of(
                        activateApplications,
                        billTrainingProviders,
                        sendRenewalReminders,
                        sendApplicationReminders,
                        forecastRenewals,
                        expireApplications,
                        performDrops)
                .anyMatch(Boolean.TRUE::equals);
    }
}
