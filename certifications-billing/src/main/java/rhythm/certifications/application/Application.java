package rhythm.certifications.application;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.certifications.certification.Certification;
import rhythm.certifications.program.Program;
import rhythm.certifications.statusreason.StatusReason;
import rhythm.certifications.trainingprovider.TrainingProvider;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.HeldRecord;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;

/** Somebody asks to be certified, for the first time or again. */
@Entity
@Table(name = "applications")
@Schema(name = "Application")
public class Application extends HeldRecord {
    @NotNull
    @Criterion
    @OneOf({"certification", "renewal", "reinstatement", "transfer"})
    public String type;

    /** The certification it renews; once activated, the one it made. */
    @Criterion
    @Relation("certification")
    @References(Certification.class)
    public String certificationId;

    @Criterion
    @Relation("program")
    @References(Program.class)
    public String programId;

    @Criterion
    @Relation("trainingProvider")
    @References(TrainingProvider.class)
    public String trainingProviderId;

    @NotNull
    @Criterion
    @OneOf({"draft", "missing requirements", "pending approval", "approved", "rejected", "activated", "expired"})
    public String status;

    @Criterion
    @Relation("statusReason")
    @References(StatusReason.class)
    public String statusReasonId;

    /** When the application itself lapses. */
    @Criterion
    public LocalDate expirationDate;

    /** The expiration date the certification gets; without it, the program's term decides. */
    public LocalDate certificationExpirationDate;

    @ReadOnly
    public LocalDate activationDate;

    @Override
    public void prepare(SysRecord before) {
        status = status == null ? "draft" : status;
    }
}
