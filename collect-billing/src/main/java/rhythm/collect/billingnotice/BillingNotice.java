package rhythm.collect.billingnotice;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.kernel.notice.MergeFields;
import rhythm.kernel.notice.NoticeRecord;
import rhythm.kernel.notice.NoticeTemplate;
import rhythm.kernel.record.OneOf;

/** A mail to a customer, written by staff with merge fields. What they may be depends on what the mail is about. */
@Entity
@Table(name = "billing_notices")
@Schema(name = "BillingNotice")
public class BillingNotice extends NoticeRecord {
    /**
     * What a notice can say about an installment schedule; {@code schedule.decline} is how its card was declined last (hard, soft,
     * customer), and {@code schedule.error_message} says that in words for its holder, never by a bank's code.
     */
    public static final MergeFields SCHEDULE_FIELDS = MergeFields.of(
            "contact.first_name",
            "contact.last_name",
            "contact.email_address",
            "organization.name",
            "schedule.name",
            "schedule.status",
            "schedule.currency",
            "schedule.amount_due",
            "schedule.amount_outstanding",
            "schedule.next_date",
            "schedule.next_attempt_date",
            "schedule.attempts",
            "schedule.suspended_at",
            "schedule.decline",
            "schedule.error_message",
            "card.type",
            "card.last_four",
            "card.expiration",
            "order.name",
            "order.total",
            "run.name",
            "reminder.name");

    /** What a notice can say about a stored card. */
    public static final MergeFields CARD_FIELDS = MergeFields.of(
            "contact.first_name",
            "contact.last_name",
            "contact.email_address",
            "organization.name",
            "card.type",
            "card.last_four",
            "card.expiration",
            "run.name",
            "reminder.name");

    /** What a notice can say about a customer's open invoices. */
    public static final MergeFields STATEMENT_FIELDS = MergeFields.of(
                    "contact.first_name",
                    "contact.last_name",
                    "contact.email_address",
                    "organization.name",
                    "statement.invoice_count",
                    "statement.balance_due",
                    "statement.oldest_due_date",
                    "run.name",
                    "reminder.name")
            .withList("statement.invoices", "name", "due_date", "total", "balance_due", "currency");

    /** The kind of action the notice is meant for; any whose merge fields it uses, when absent. */
    @OneOf({
        "process installment schedule",
        "send installment schedule reminder",
        "send expiring credit card reminder",
        "send statement",
        "cancel installment schedule"
    })
    public String type;

    /** Those of the one subject that all its merge fields belong to. */
    @Override
    protected MergeFields mergeFields() {
        List<MergeFields> possible = possible();
        return possible.stream().filter(this::isWithin).findFirst().orElse(possible.getFirst());
    }

    private List<MergeFields> possible() {
        return switch (type == null ? "" : type) {
            case "" -> List.of(SCHEDULE_FIELDS, CARD_FIELDS, STATEMENT_FIELDS);
            case "send expiring credit card reminder" -> List.of(CARD_FIELDS);
            case "send statement" -> List.of(STATEMENT_FIELDS);
            default -> List.of(SCHEDULE_FIELDS);
        };
    }

    private boolean isWithin(MergeFields fields) {
        return Stream.of(subject, html, text)
                .filter(Objects::nonNull)
                .allMatch(body -> NoticeTemplate.check(body, fields).isEmpty());
    }
}
