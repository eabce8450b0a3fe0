package rhythm.collect.batch;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.SysRecord;

/** What accounting books together. Open, it takes orders, invoices and payments; closed or posted, it is fixed. */
@Entity
@Table(name = "batches")
@Schema(name = "AccountingBatch")
public class Batch extends SysRecord {
    @NotNull
    @Criterion
    @Size(min = 1, max = 200)
    public String name;

    @NotNull
    @Criterion
    @OneOf({"open", "closed", "posted"})
    public String status;

    @Override
    public void prepare(SysRecord before) {
        status = status == null ? "open" : status;
    }
}
