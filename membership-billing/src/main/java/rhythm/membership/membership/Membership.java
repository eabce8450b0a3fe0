package rhythm.membership.membership;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.HeldRecord;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;
import rhythm.membership.membershippackage.MembershipPackage;
import rhythm.membership.statusreason.StatusReason;
import rhythm.membership.type.MembershipType;

/** One member's membership: who, which package, until when. */
@Entity
@Table(name = "memberships")
@Schema(name = "Membership")
public class Membership extends HeldRecord {
    @Criterion
    @Relation("type")
    @References(MembershipType.class)
    public String typeId;

    @Criterion
    @Relation("package")
    @References(MembershipPackage.class)
    public String packageId;

    /** The package it renews into, if another. */
    @References(MembershipPackage.class)
    public String renewsWithId;

    @NotNull
    @Criterion
    @OneOf({"active", "inactive", "pending"})
    public String status;

    @Criterion
    @Relation("statusReason")
    @References(StatusReason.class)
    public String statusReasonId;

    public LocalDate joinDate;
    public LocalDate termStartDate;

    /** The last day of the term. */
    @Criterion
    public LocalDate expirationDate;

    public LocalDate renewalDate;
    public LocalDate reinstatementDate;
    public LocalDate terminationDate;

    /** Kept when the membership is reinstated. */
    public LocalDate lastTerminatedDate;

    @Criterion
    public Boolean renewAutomatically;

    @Valid
    @JdbcTypeCode(SqlTypes.JSON)
    public RenewalPaymentInfo renewalPaymentInfo;

    public Boolean billOrganization;

    /** Shields the membership from drops. */
    @Criterion
    public Boolean preventTermination;

    @OneOf({"principal", "flow down"})
    public String origin;

    /** The contact's roles, such as primary contact; notices may be limited to some. */
    @Size(max = 50)
    public List<@NotNull @Size(min = 1, max = 100) String> roles;

    /** The principal membership this one flows down from. */
    @Relation("parent")
    @References(Membership.class)
    public String parentId;

    /** The open renewal order. It leaves when it is paid or cancelled in collect-billing, and by nothing else. */
    @ReadOnly
    public String renewalOrderId;

    /** The last day of the term that the order follows. */
    @ReadOnly
    public LocalDate renewalOrderExpirationDate;

    /** What is still to pay on it, in the order's currency. */
    @ReadOnly
    public BigDecimal renewalOrderBalanceDue;

    @Override
    public void prepare(SysRecord before) {
        status = status == null ? "active" : status;
        origin = origin == null ? "principal" : origin;
    }

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        super.check(before, changed, violations);
        violations.expectOrder(termStartDate, expirationDate, "expiration_date");
        violations.expect(
                !origin.equals("flow down") || parentId != null, "parent_id", "must be given for a flow down");
    }
}
