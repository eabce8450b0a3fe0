package rhythm.kernel.attention;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** Something that waits for a person. The suite notes it where it finds it; staff may note more, and say when it is done. */
@Entity
@Table(name = "attention")
@Schema(name = "Attention")
public class AttentionItem extends SysRecord {
    static final String OPEN = "open";

    static final String DONE = "done";

    /** What sort of thing waits, such as {@code order gone} or {@code renewal refunded}. */
    @NotNull
    @Criterion
    @Size(min = 1, max = 100)
    public String kind;

    /** The resource of the record that it is about, such as {@code memberships}. */
    @Criterion
    @Size(max = 50)
    public String resource;

    /** The record that it is about. */
    @Criterion("record_ids")
    @Relation("record")
    @Size(max = 400)
    public String recordId;

    /** Since when it waits. */
    @ReadOnly
    public Instant since;

    /** The money it is about, in {@code currency}; none where it is about something else. */
    public BigDecimal amount;

    /** ISO 4217. */
    @Size(max = 3)
    public String currency;

    /** What happened, in words for staff. */
    @NotNull
    @Size(min = 1, max = 1000)
    public String text;

    @NotNull
    @Criterion
    @OneOf({OPEN, DONE})
    public String status;

    @ReadOnly
    public Instant doneAt;

    /** Who settled it. */
    @ReadOnly
    public String doneById;

    /** Why it is done; given by whoever says so by hand. */
    @Size(max = 500)
    public String reason;

    @Override
    public void prepare(SysRecord before) {
        status = status == null ? OPEN : status;
        boolean wasOpen = before == null || ((AttentionItem) before).status.equals(OPEN);
        since = before == null || !wasOpen && status.equals(OPEN) ? sysLastModifiedAt : since;
        if (status.equals(OPEN)) {
            doneAt = null;
            doneById = null;
        } else if (wasOpen) {
            doneAt = sysLastModifiedAt;
            doneById = sysLastModifiedById;
        }
    }

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        violations.expect(
                !DONE.equals(status) || reason != null && !reason.isBlank(),
                "reason",
                "must be given for what is done");
    }
}
