package rhythm.collect.recurringbillingrun;

import jakarta.ws.rs.Path;
import rhythm.kernel.billing.RecurringRunResource;

/** Templates on a schedule: they make the runs. */
@Path("/recurringBillingRuns")
public class RecurringBillingRunResource extends RecurringRunResource<RecurringBillingRun> {
    public RecurringBillingRunResource() {
        super(RecurringBillingRun.class);
    }
}
