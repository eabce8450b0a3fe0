package rhythm.collect.recurringbillingrun;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.collect.billingtemplate.BillingTemplate;
import rhythm.kernel.billing.RecurringRecord;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Relation;

/** A collect billing template on a schedule. */
@Entity
@Table(name = "recurring_billing_runs")
@Schema(name = "RecurringBillingRun")
public class RecurringBillingRun extends RecurringRecord {

    @NotNull
    @Relation("template")
    @References(BillingTemplate.class)
    public String templateId;
}
