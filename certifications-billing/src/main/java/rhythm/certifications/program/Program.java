package rhythm.certifications.program;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.kernel.record.Currency;
import rhythm.kernel.record.NamedRecord;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** What people are certified in: for how long, and what it costs. */
@Entity
@Table(name = "programs")
@Schema(name = "Program")
public class Program extends NamedRecord {
    /** Length of a term, in months; without one, a certification is for life. */
    @Min(1)
    @Max(1200)
    public Integer term;

    /** What an application costs, in {@code currency}. */
    @DecimalMin("0")
    public BigDecimal applicationFee;

    /** What every further term costs, in {@code currency}. */
    @DecimalMin("0")
    public BigDecimal renewalFee;

    /** ISO 4217. */
    @Pattern(regexp = "[A-Z]{3}", message = "must be a currency code of three capital letters")
    public String currency;

    /** Only members may hold the certification: it ends with the membership when the drop says so, unless this is false. */
    public Boolean requiresMembership;

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        Currency.check(
                currency,
                List.of(
                        new Currency.Amount("application_fee", applicationFee),
                        new Currency.Amount("renewal_fee", renewalFee)),
                violations);
    }
}
