package rhythm.membership.membershippackage;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.kernel.record.NamedRecord;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Relation;
import rhythm.membership.type.MembershipType;

/** What a member buys: a type of membership for a term at a price. */
@Entity
@Table(name = "packages")
@Schema(name = "Package")
public class MembershipPackage extends NamedRecord {
    @Relation("type")
    @References(MembershipType.class)
    public String typeId;

    /** Price of the first term, in {@code currency}. */
    @DecimalMin("0")
    public BigDecimal newPrice;

    /** Price of every further term, in {@code currency}. */
    @DecimalMin("0")
    public BigDecimal renewalPrice;

    /** ISO 4217. */
    @Pattern(regexp = "[A-Z]{3}", message = "must be a currency code of three capital letters")
    public String currency;

    /** Length of a term, in months. */
    @Min(1)
    public Integer term;

    /** Whether terms start on the member's own date or with the calendar year. */
    @OneOf({"anniversary", "calendar"})
    public String termType;
}
