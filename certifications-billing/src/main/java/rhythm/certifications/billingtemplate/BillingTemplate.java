package rhythm.certifications.billingtemplate;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import rhythm.certifications.billingrun.ActivationOptions;
import rhythm.certifications.billingrun.ApplicationReminderOptions;
import rhythm.certifications.billingrun.DropOptions;
import rhythm.certifications.billingrun.ExpirationOptions;
import rhythm.certifications.billingrun.ForecastOptions;
import rhythm.certifications.billingrun.ProviderBillingOptions;
import rhythm.certifications.billingrun.RenewalReminderOptions;
import rhythm.kernel.billing.NotifyingRecord;
import rhythm.kernel.engine.RelativeDate;
import rhythm.kernel.record.RequiredWhen;

/** A run without dates: the same kinds and options, every bound relative to the day of the run. */
@Entity
@Table(name = "billing_templates")
@Schema(name = "BillingTemplate")
public class BillingTemplate extends NotifyingRecord {
    public Boolean activateApplications;

    @Valid
    @RequiredWhen("activate_applications")
    @JdbcTypeCode(SqlTypes.JSON)
    public ActivationOptions applicationActivationOptions;

    public Boolean billTrainingProviders;

    @Valid
    @RequiredWhen("bill_training_providers")
    @JdbcTypeCode(SqlTypes.JSON)
    public ProviderBillingOptions<RelativeDate> trainingProviderBillingOptions;

    public Boolean sendRenewalReminders;

    @Valid
    @RequiredWhen("send_renewal_reminders")
    @JdbcTypeCode(SqlTypes.JSON)
    public RenewalReminderOptions<RelativeDate> renewalReminderOptions;

    public Boolean sendApplicationReminders;

    @Valid
    @RequiredWhen("send_application_reminders")
    @JdbcTypeCode(SqlTypes.JSON)
    public ApplicationReminderOptions<RelativeDate> applicationReminderOptions;

    public Boolean forecastRenewals;

    @Valid
    @RequiredWhen("forecast_renewals")
    @JdbcTypeCode(SqlTypes.JSON)
    public ForecastOptions<RelativeDate> renewalForecastingOptions;

    public Boolean expireApplications;

    @Valid
    @RequiredWhen("expire_applications")
    @JdbcTypeCode(SqlTypes.JSON)
    public ExpirationOptions<RelativeDate> applicationExpirationOptions;

    public Boolean performDrops;

    @Valid
    @RequiredWhen("perform_drops")
    @JdbcTypeCode(SqlTypes.JSON)
    public DropOptions<RelativeDate> dropOptions;
}
