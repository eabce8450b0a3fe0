package rhythm.membership.membership;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import rhythm.kernel.engine.Term;
import rhythm.kernel.gateway.Fate;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.HeldRecord;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.RecordMapper;
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

    /** The day of the month that its terms end on, 1 to 31; 31 is the month's last. It follows from a date that somebody sets. */
    @ReadOnly
    public Integer termAnchorDay;

    /** How many terms it renews for at once, 1 to 10; one when absent. */
    @Min(1)
    @Max(10)
    public Integer renewsForTerms;

    /** The order that is to renew it. It leaves when it is paid, cancelled or gone in collect-billing, and by nothing else. */
    @ReadOnly
    public String renewalOrderId;

    /** The last day of the term that the order follows. */
    @ReadOnly
    public LocalDate renewalOrderExpirationDate;

    /** What is still to pay on it, in the order's currency. */
    @ReadOnly
    public BigDecimal renewalOrderBalanceDue;

    /**
     * How it stands: open, charging, paid, void, written off; or reopened, when it has renewed the membership, was paid, and is not
     * any more.
     */
    @ReadOnly
    public String renewalOrderStanding;

    /** Another package was chosen since it was billed; the next order takes its place. */
    @ReadOnly
    public Boolean renewalOrderSuperseded;

    /** What it buys, as billed: who pays it gets this. */
    @ReadOnly
    public String renewalOrderPackageId;

    /** Months of one term. */
    @ReadOnly
    public Integer renewalOrderTermMonths;

    @ReadOnly
    public Integer renewalOrderTerms;

    @ReadOnly
    public String renewalOrderTermType;

    /** The price of one term. */
    @ReadOnly
    public BigDecimal renewalOrderUnitPrice;

    /** First day of what was billed; who pays after it lapsed begins on the day of payment. */
    @ReadOnly
    public LocalDate renewalOrderPeriodStart;

    @ReadOnly
    public LocalDate renewalOrderPeriodEnd;

    /** When its card, once declined, is asked again; another card is asked at once. */
    @ReadOnly
    public LocalDate renewalNextAttemptDate;

    /** Whether its card is not asked again: it was declined for good, or as often as the tenant's dunning policy says. */
    @ReadOnly
    public Boolean renewalChargeRests;

    /** A pro forma order for the next term; it binds nobody until it is paid. */
    @ReadOnly
    public String renewalEstimateOrderId;

    /** The order by which it was renewed last. */
    @ReadOnly
    public String renewedByOrderId;

    /** Whether that is not paid in full yet, as of a membership paid in installments. */
    @ReadOnly
    public Boolean renewedOrderIsOpen;

    @Override
    public void prepare(SysRecord before) {
        status = status == null ? "active" : status;
        origin = origin == null ? "principal" : origin;
        Membership was = (Membership) before;
        if (was == null || !Objects.equals(was.expirationDate, expirationDate)) {
            termAnchorDay = expirationDate == null ? null : Term.anchorOf(expirationDate);
        }
        if (was == null || !RecordMapper.text(was.renewalPaymentInfo).equals(RecordMapper.text(renewalPaymentInfo))) {
            renewalNextAttemptDate = null;
            renewalChargeRests = null;
        }
        renewalOrderSuperseded = was != null && isSuperseded(was);
        renewedOrderIsOpen = was != null && Boolean.TRUE.equals(was.renewedOrderIsOpen);
    }

    /** Back at the package that was billed, the order counts again. */
    private boolean isSuperseded(Membership was) {
        boolean isSameChoice =
                Objects.equals(was.packageId, packageId) && Objects.equals(was.renewsWithId, renewsWithId);
        if (renewalOrderId == null || renewalOrderPackageId == null || isSameChoice) {
            return Boolean.TRUE.equals(was.renewalOrderSuperseded);
        }
        return !renewalOrderPackageId.equals(renewsWithId == null ? packageId : renewsWithId);
    }

    @Override
    public void checkDeletion() {
        if (renewalOrderId != null && !Fate.VOID.wire().equals(renewalOrderStanding)) {
            throw Problem.CONFLICT.field(
                    "renewal_order_id", "the renewal order " + renewalOrderId + " stands; cancel that first");
        }
    }

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        super.check(before, changed, violations);
        violations.expectOrder(termStartDate, expirationDate, "expiration_date");
        violations.expect(
                !origin.equals("flow down") || parentId != null, "parent_id", "must be given for a flow down");
    }
}
