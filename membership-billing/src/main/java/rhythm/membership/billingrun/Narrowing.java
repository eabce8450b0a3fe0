package rhythm.membership.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Size;
import java.util.List;
import rhythm.kernel.record.Options;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Violations;
import rhythm.membership.membershippackage.MembershipPackage;
import rhythm.membership.statusreason.StatusReason;
import rhythm.membership.type.MembershipType;

/** What the options of every kind have: whom to narrow the selection to, and the status reason a success leaves. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public abstract class Narrowing implements Options {
    public Boolean includeOnlyCertainMembershipTypes;

    @Size(min = 1)
    @References(MembershipType.class)
    public List<String> membershipTypeIds;

    public Boolean includeOnlyCertainMembershipPackages;

    @Size(min = 1)
    @References(MembershipPackage.class)
    public List<String> membershipPackageIds;

    public Boolean includeOnlyCertainStatusReasons;

    @Size(min = 1)
    @References(StatusReason.class)
    public List<String> statusReasonIds;

    /** Whether who inherits a membership gets the mail, too; they are never billed, charged or dropped on their own. */
    public Boolean notifyInherited;

    /** Set on the membership in the transaction in which its action succeeds. */
    @References(StatusReason.class)
    public String newStatusReasonId;

    @Override
    public void check(String path, Violations violations) {
        require(includeOnlyCertainMembershipTypes, membershipTypeIds, path, "membership_type_ids", violations);
        require(includeOnlyCertainMembershipPackages, membershipPackageIds, path, "membership_package_ids", violations);
        require(includeOnlyCertainStatusReasons, statusReasonIds, path, "status_reason_ids", violations);
    }

    private static void require(Boolean flag, List<String> ids, String path, String field, Violations violations) {
        boolean wanted = Boolean.TRUE.equals(flag);
        violations.expect(!wanted || ids != null, path + "." + field, "must be given when its flag is true");
    }
}
