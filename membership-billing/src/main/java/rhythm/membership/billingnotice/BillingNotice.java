package rhythm.membership.billingnotice;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.kernel.notice.MergeFields;
import rhythm.kernel.notice.NoticeRecord;
import rhythm.kernel.record.OneOf;

/** A mail to a member, written by staff with merge fields. */
@Entity
@Table(name = "billing_notices")
@Schema(name = "BillingNotice")
public class BillingNotice extends NoticeRecord {
    /** What a notice can say about the member and the membership. */
    public static final MergeFields MEMBERSHIP_FIELDS = MergeFields.of(
            "contact.first_name",
            "contact.last_name",
            "contact.email_address",
            "organization.name",
            "membership.name",
            "membership.type",
            "membership.package",
            "membership.status",
            "membership.join_date",
            "membership.term_start_date",
            "membership.expiration_date",
            "membership.renewal_price",
            "membership.currency",
            "card.type",
            "card.last_four",
            "card.expiration",
            "order.id",
            "order.total",
            "order.balance_due",
            "run.name",
            "reminder.name");

    /** The kind of action the notice is meant for; any, when absent. */
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

    /** Only members with one of these statuses get it; all, when absent. */
    @Size(min = 1)
    public List<@NotNull @OneOf({"active", "inactive", "pending"}) String> statuses;

    /** Only members with one of these roles get it; all, when absent. */
    @Size(min = 1)
    public List<@NotNull String> roles;

    @Override
    protected MergeFields mergeFields() {
        return MEMBERSHIP_FIELDS;
    }
}
