package rhythm.certifications.certification;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.certifications.application.Application;
import rhythm.certifications.program.Program;
import rhythm.certifications.statusreason.StatusReason;
import rhythm.certifications.trainingprovider.TrainingProvider;
import rhythm.kernel.engine.Term;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.HeldRecord;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** What somebody is certified in, and until when. */
@Entity
@Table(name = "certifications")
@Schema(name = "Certification")
public class Certification extends HeldRecord {
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
    @OneOf({"active", "inactive", "suspended", "retired"})
    public String status;

    @Criterion
    @Relation("statusReason")
    @References(StatusReason.class)
    public String statusReasonId;

    public LocalDate effectiveDate;

    /** The last day of the term; none for life. */
    @Criterion
    public LocalDate expirationDate;

    /** The day of the month that its terms end on, 1 to 31; 31 is the month's last. It follows from a date that somebody sets. */
    @ReadOnly
    public Integer termAnchorDay;

    public LocalDate terminationDate;

    /** Kept when the certification is active again. */
    public LocalDate lastTerminatedDate;

    /** What the next renewal will bring, as the last forecast says. */
    @ReadOnly
    public BigDecimal forecastedRenewalAmount;

    /** The pro forma order of that forecast. */
    @ReadOnly
    public String forecastOrderId;

    /** The application that made it, if one did. */
    @ReadOnly
    @Relation("application")
    @References(Application.class)
    public String applicationId;

    @Override
    public void prepare(SysRecord before) {
        status = status == null ? "active" : status;
        LocalDate was = before == null ? null : ((Certification) before).expirationDate;
        if (!Objects.equals(was, expirationDate)) {
            termAnchorDay = expirationDate == null ? null : Term.anchorOf(expirationDate);
        }
    }

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        super.check(before, changed, violations);
        violations.expectOrder(effectiveDate, expirationDate, "expiration_date");
    }
}
