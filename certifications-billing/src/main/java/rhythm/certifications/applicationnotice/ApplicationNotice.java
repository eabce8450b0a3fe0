package rhythm.certifications.applicationnotice;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.certifications.program.Program;
import rhythm.kernel.notice.MergeFields;
import rhythm.kernel.notice.NoticeRecord;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.References;

/** A mail to somebody who applied, written by staff with merge fields. */
@Entity
@Table(name = "application_notices")
@Schema(name = "ApplicationNotice")
public class ApplicationNotice extends NoticeRecord {
    /** What a notice can say about the holder and the application. */
    public static final MergeFields APPLICATION_FIELDS = MergeFields.of(
            "contact.first_name",
            "contact.last_name",
            "contact.email_address",
            "organization.name",
            "application.name",
            "application.type",
            "application.status",
            "application.expiration_date",
            "application.activation_date",
            "certification.name",
            "certification.expiration_date",
            "program.name",
            "program.renewal_fee",
            "program.application_fee",
            "program.currency",
            "training_provider.name",
            "run.name",
            "reminder.name");

    /** Only applications of one of these programs get it; all, when absent. */
    @Size(min = 1)
    @References(Program.class)
    public List<@NotNull String> programIds;

    /** Only applications with one of these statuses get it; all, when absent. */
    @Size(min = 1)
    public List<
                    @NotNull
                    @OneOf({
                        "draft",
                        "missing requirements",
                        "pending approval",
                        "approved",
                        "rejected",
                        "activated",
                        "expired"
                    })
                    String>
            statuses;

    @Override
    protected MergeFields mergeFields() {
        return APPLICATION_FIELDS;
    }
}
