package rhythm.kernel.billing;

import jakarta.persistence.MappedSuperclass;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.SysRecord;

/** What a billing run takes over from its template as it is: its name, and who is told of it. */
@MappedSuperclass
public abstract class NotifyingRecord extends SysRecord {
    @NotNull
    @Criterion
    @Size(min = 1, max = 200)
    public String name;

    /** Who is told of a run, once of each thing that {@code notify_on} names. */
    @Email
    @Size(max = 320)
    public String notificationEmail;

    /** What they are told of; of everything when absent. */
    @Size(max = 7)
    public List<
                    @NotNull
                    @OneOf({"cancelled", "completed", "failed", "overdue", "ready for review", "timed out", "unapproved"
                    })
                    String>
            notifyOn;
}
