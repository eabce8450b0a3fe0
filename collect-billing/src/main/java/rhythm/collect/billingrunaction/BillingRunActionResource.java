package rhythm.collect.billingrunaction;

import jakarta.ws.rs.Path;
import rhythm.kernel.billing.ActionResource;

/** The lists that runs carry out, action by action. */
@Path("/billingRunActions")
public class BillingRunActionResource extends ActionResource<BillingRunAction> {
    public BillingRunActionResource() {
        super(BillingRunAction.class);
    }
}
