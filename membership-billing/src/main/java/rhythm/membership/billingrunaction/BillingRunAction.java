package rhythm.membership.billingrunaction;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.kernel.billing.ActionRecord;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.run.Kind;
import rhythm.membership.billingrun.BillingRun;
import rhythm.membership.kind.MembershipDomain;
import rhythm.membership.membership.Membership;

/** What a run does to one membership. */
@Entity
@Table(name = "billing_run_actions")
@Schema(name = "BillingRunAction")
public class BillingRunAction extends ActionRecord {
    private static final Map<String, String> CODES =
            MembershipDomain.KINDS.stream().collect(Collectors.toMap(Kind::type, Kind::code));

    @NotNull
    @Criterion
    @Relation("billingRun")
    @References(BillingRun.class)
    public String billingRunId;

    @NotNull
    @Criterion
    @OneOf({
        "generate renewal notice",
        "generate renewal order",
        "send renewal reminder",
        "send expiring credit card reminder",
        "send auto renewal reminder",
        "process auto renewal",
        "drop membership"
    })
    public String type;

    @ReadOnly
    @Criterion
    @Relation("membership")
    @References(value = Membership.class, givenAs = "candidate_id")
    public String membershipId;

    /** The expiration date the action was made for; when it has moved by execution, the action is not carried out. */
    @ReadOnly
    public LocalDate expirationDate;

    @ReadOnly
    public String billingNoticeId;

    @ReadOnly
    public String orderId;

    @ReadOnly
    public String invoiceId;

    /** What the action will bill or charge, in {@code currency}. */
    @ReadOnly
    public BigDecimal amount;

    @ReadOnly
    public String currency;

    /** What a money action's order buys: a package, for so many terms of so many months, at a price each. */
    @ReadOnly
    public String packageId;

    @ReadOnly
    public Integer termMonths;

    @ReadOnly
    public Integer terms;

    @ReadOnly
    public String termType;

    @ReadOnly
    public BigDecimal unitPrice;

    /** First and last day of what it bills. */
    @ReadOnly
    public LocalDate periodStart;

    @ReadOnly
    public LocalDate periodEnd;

    /** When a declined card is asked again; never when absent. */
    @ReadOnly
    public LocalDate nextAttemptDate;

    @Override
    protected String idPrefix() {
        String code = CODES.getOrDefault(type, "");
        return billingRunId + "_" + code + "_";
    }

    @Override
    public void prepare(SysRecord before) {
        super.prepare(before);
        candidateService = "membership";
        membershipId = candidateId;
    }
}
