package rhythm.certifications.courseregistration;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.certifications.program.Program;
import rhythm.certifications.trainingprovider.TrainingProvider;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.Currency;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** Somebody registered for a course; its training provider is billed for it once. */
@Entity
@Table(name = "course_registrations")
@Schema(name = "CourseRegistration")
public class CourseRegistration extends SysRecord {
    @NotNull
    @Criterion
    @Relation("trainingProvider")
    @References(TrainingProvider.class)
    public String trainingProviderId;

    @Criterion
    @Relation("program")
    @References(Program.class)
    public String programId;

    @NotNull
    @Size(min = 1, max = 200)
    public String courseName;

    @NotNull
    @Criterion
    public LocalDate registrationDate;

    /** What the provider is billed for it, in {@code currency}. */
    @NotNull
    @DecimalMin("0")
    public BigDecimal amount;

    /** ISO 4217. */
    @Pattern(regexp = "[A-Z]{3}", message = "must be a currency code of three capital letters")
    public String currency;

    /** The invoice that bills it, once one does. */
    @ReadOnly
    @Criterion
    public String billedInvoiceId;

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        Currency.check(currency, List.of(new Currency.Amount("amount", amount)), violations);
    }
}
