package rhythm.certifications.billingrunaction;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.hibernate.annotations.JdbcType;
import rhythm.certifications.application.Application;
import rhythm.certifications.billingrun.BillingRun;
import rhythm.certifications.certification.Certification;
import rhythm.certifications.kind.CertificationsDomain;
import rhythm.certifications.trainingprovider.TrainingProvider;
import rhythm.kernel.billing.ActionRecord;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.run.Kind;
import rhythm.kernel.store.JsonArrayColumn;

/** What a run does to one certification, application or training provider. */
@Entity
@Table(name = "billing_run_actions")
@Schema(name = "BillingRunAction", properties = @SchemaProperty(name = "id", pattern = "^[\\w:|-]+$"))
public class BillingRunAction extends ActionRecord {
    private static final Map<String, String> CODES =
            new CertificationsDomain().kinds().stream().collect(Collectors.toMap(Kind::type, Kind::code));

    @NotNull
    @Criterion
    @Relation("billingRun")
    @References(BillingRun.class)
    public String billingRunId;

    @NotNull
    @Criterion
    @OneOf({
        "send renewal reminder",
        "activate application",
        "drop certification",
        "bill training provider",
        "send application reminder",
        "expire application",
        "forecast renewal"
    })
    public String type;

    @ReadOnly
    @Criterion
    @Relation("certification")
    @References(value = Certification.class, givenAs = "candidate_id")
    public String certificationId;

    @ReadOnly
    @Criterion
    @Relation("application")
    @References(value = Application.class, givenAs = "candidate_id")
    public String applicationId;

    @ReadOnly
    @Criterion
    @Relation("trainingProvider")
    @References(value = TrainingProvider.class, givenAs = "candidate_id")
    public String trainingProviderId;

    @ReadOnly
    public String programId;

    /** The expiration date the action was made for; when it has moved by execution, the action is not carried out. */
    @ReadOnly
    public LocalDate expirationDate;

    @ReadOnly
    public String certificationNoticeId;

    @ReadOnly
    public String applicationNoticeId;

    @ReadOnly
    public Boolean emailTrainingProviderInvoice;

    @ReadOnly
    public String invoiceTemplateId;

    @ReadOnly
    public String orderId;

    @ReadOnly
    public String invoiceId;

    /** What the action will bill, in {@code currency}. */
    @ReadOnly
    public BigDecimal amount;

    @ReadOnly
    public String currency;

    /** Each registration that the action bills. */
    @ReadOnly
    @Size(min = 1)
    @JdbcType(JsonArrayColumn.class)
    public List<TrainingProviderBillingRecord> trainingProviderBillingRecords;

    @Override
    protected String idPrefix() {
        return billingRunId + "_" + CODES.getOrDefault(type, "") + "_";
    }

    @Override
    public void prepare(SysRecord before) {
        super.prepare(before);
        candidateService = "certifications";
        if (before == null && type != null) {
            switch (type) {
                case "send renewal reminder", "drop certification", "forecast renewal" -> certificationId = candidateId;
                case "bill training provider" -> trainingProviderId = candidateId;
                default -> applicationId = candidateId;
            }
        }
    }
}
