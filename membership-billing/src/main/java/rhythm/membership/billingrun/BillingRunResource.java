package rhythm.membership.billingrun;

import jakarta.ws.rs.Path;
import rhythm.kernel.billing.RunResource;

/** The runs: pick who is due, show the list, carry it out. */
@Path("/billingRuns")
public class BillingRunResource extends RunResource<BillingRun> {
    public BillingRunResource() {
        super(BillingRun.class);
    }
}
