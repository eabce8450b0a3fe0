package rhythm.collect.billingrunaction;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import rhythm.collect.billingrun.BillingRun;
import rhythm.collect.installmentschedule.InstallmentSchedule;
import rhythm.collect.kind.CollectDomain;
import rhythm.collect.storedpaymentmethod.StoredPaymentMethod;
import rhythm.kernel.billing.ActionRecord;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.Derived;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;
import rhythm.kernel.run.Kind;

/** What a run does to one installment schedule, stored card or customer. */
@Entity
@Table(name = "billing_run_actions")
@Schema(name = "BillingRunAction", properties = @SchemaProperty(name = "id", pattern = "^[\\w:|-]+$"))
public class BillingRunAction extends ActionRecord {

    private static final Map<String, String> CODES =
            new CollectDomain().kinds().stream().collect(Collectors.toMap(Kind::type, Kind::code));

    @NotNull
    @Criterion
    @Relation("billingRun")
    @References(BillingRun.class)
    public String billingRunId;

    /** The kind of action. The contract lists the first of them only; the other four are offered beyond it. */
    @NotNull
    @Criterion
    @Schema(
            enumeration = "process installment schedule",
            extensions = @Extension(name = "x-extensible-enum", parseValue = true, value = """
                                    ["process installment schedule", "send installment schedule reminder",
                                     "send expiring credit card reminder", "send statement", "cancel installment schedule"]"""))
    public String type;

    @ReadOnly
    @OneOf({"contact", "organization"})
    public String customerType;

    @ReadOnly
    @Relation("contact")
    public String contactId;

    @ReadOnly
    @Relation("organization")
    public String organizationId;

    @ReadOnly
    @Criterion
    @Relation("customer")
    public String customerId;

    @ReadOnly
    public String firstName;

    @ReadOnly
    public String lastName;

    @ReadOnly
    public String contactName;

    @ReadOnly
    public String organizationName;

    @ReadOnly
    public String emailAddress;

    @ReadOnly
    public String jobTitle;

    @ReadOnly
    public String city;

    @ReadOnly
    public String state;

    @ReadOnly
    public String country;

    @ReadOnly
    @Criterion
    @Relation("installmentSchedule")
    @References(value = InstallmentSchedule.class, givenAs = "candidate_id")
    public String installmentScheduleId;

    @ReadOnly
    @Criterion
    @Relation("storedPaymentMethod")
    @References(value = StoredPaymentMethod.class, givenAs = "candidate_id")
    public String storedPaymentMethodId;

    /** The installments that the action bills. */
    @ReadOnly
    public List<String> entryIds;

    /** The expiration date the action was made for; when it has moved by execution, the action is not carried out. */
    @ReadOnly
    public LocalDate expirationDate;

    @ReadOnly
    public String billingNoticeId;

    @ReadOnly
    public String failedBillingNoticeId;

    @ReadOnly
    public String orderId;

    @ReadOnly
    public String invoiceId;

    /** What the action will charge, in {@code currency}. */
    @ReadOnly
    public BigDecimal amount;

    @ReadOnly
    public String currency;

    /** The execution that found it. */
    @ReadOnly
    @Transient
    @Derived("t.step_function_execution_arn")
    public String executionArn;

    @Override
    protected String idPrefix() {
        return billingRunId + "_" + CODES.getOrDefault(type, "") + "_";
    }

    @Override
    public void prepare(SysRecord before) {
        super.prepare(before);
        candidateService = "collect";
        if (before == null && type != null) {
            switch (type) {
                case "send expiring credit card reminder" -> storedPaymentMethodId = candidateId;
                case "send statement" -> customerId = candidateId;
                default -> installmentScheduleId = candidateId;
            }
        }
    }

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        violations.expect(
                type == null || CODES.containsKey(type), "type", "must be one of " + new TreeSet<>(CODES.keySet()));
        super.check(before, changed, violations);
    }
}
