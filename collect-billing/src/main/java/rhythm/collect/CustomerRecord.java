package rhythm.collect;

import jakarta.persistence.MappedSuperclass;
import jakarta.validation.constraints.NotNull;
import java.util.Set;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.PartyRecord;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** A record of money, about the one who pays: a person, or an organization with or without a person in it. */
@MappedSuperclass
public abstract class CustomerRecord extends PartyRecord {
    /** Whether the person or the organization pays; told from the ids when absent. */
    @NotNull
    @OneOf({"contact", "organization"})
    public String customerType;

    /** Whichever of the two pays. */
    @ReadOnly
    @Criterion
    @Relation("customer")
    public String customerId;

    /** What the record is called when the client has no name for it. */
    protected abstract String usualName();

    @Override
    public void prepare(SysRecord before) {
        if (customerType == null) {
            customerType = contactId == null && organizationId != null ? "organization" : "contact";
        }
        customerId = customerType.equals("organization") ? organizationId : contactId;
        name = name == null ? usualName() : name;
    }

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        super.check(before, changed, violations);
        boolean isSomebody = contactId != null || organizationId != null;
        violations.expect(
                customerId != null || !isSomebody, customerType + "_id", "must be given for this customer_type");
    }
}
