package rhythm.collect.billingrun;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.Path;
import rhythm.kernel.billing.RunResource;

/** The runs: pick who is due, show the list, carry it out. */
@RegisterForReflection // the event stream looks its own method up
@Path("/billingRuns")
public class BillingRunResource extends RunResource<BillingRun> {
    public BillingRunResource() {
        super(BillingRun.class);
    }
}
