package rhythm.membership.membershippackage;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import rhythm.kernel.record.Currency;
import rhythm.kernel.record.NamedRecord;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;
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
    @Max(1200)
    public Integer term;

    /** Whether terms start on the member's own date or with the calendar year. */
    @OneOf({"anniversary", "calendar"})
    public String termType;

    /** When paying begins the term; when all is paid, or with installments as long as none is overdue, where it is absent. */
    @Valid
    @JdbcTypeCode(SqlTypes.JSON)
    public StartsWhen startsWhen;

    /** How many days the installments of a term that has begun may be behind before it is taken back; 14 when absent. */
    @Min(0)
    @Max(366)
    public Integer lapsesWhen;

    /** For how many more terms, 0 to 10, one is billed while the last is not paid and not paid in installments; none when absent. */
    @Min(0)
    @Max(10)
    public Integer billOnUnpaid;

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        Currency.check(
                currency,
                List.of(new Currency.Amount("new_price", newPrice), new Currency.Amount("renewal_price", renewalPrice)),
                violations);
    }
}
