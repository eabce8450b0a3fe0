package rhythm.certifications.notice;

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

/** A mail to the holder of a certification, written by staff with merge fields. */
@Entity
@Table(name = "notices")
@Schema(name = "Notice")
public class CertificationNotice extends NoticeRecord {
    /** What a notice can say about the holder and the certification. */
    public static final MergeFields CERTIFICATION_FIELDS = MergeFields.of(
            "contact.first_name",
            "contact.last_name",
            "contact.email_address",
            "organization.name",
            "certification.name",
            "certification.status",
            "certification.effective_date",
            "certification.expiration_date",
            "certification.termination_date",
            "program.name",
            "program.renewal_fee",
            "program.application_fee",
            "program.currency",
            "training_provider.name",
            "run.name",
            "reminder.name");

    /** Only certifications of one of these programs get it; all, when absent. */
    @Size(min = 1)
    @References(Program.class)
    public List<@NotNull String> programIds;

    /** Only certifications with one of these statuses get it; all, when absent. */
    @Size(min = 1)
    public List<@NotNull @OneOf({"active", "inactive", "suspended", "retired"}) String> statuses;

    @Override
    protected MergeFields mergeFields() {
        return CERTIFICATION_FIELDS;
    }
}
