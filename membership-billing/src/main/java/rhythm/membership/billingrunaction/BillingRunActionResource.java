package rhythm.membership.billingrunaction;

import jakarta.ws.rs.Path;
import rhythm.kernel.billing.ActionResource;

/** The lists that runs carry out, action by action. */
@Path("/billingRunActions")
public class BillingRunActionResource extends ActionResource<BillingRunAction> {
    public BillingRunActionResource() {
        super(BillingRunAction.class);
    }

    @Override
    protected String fill() {
        return """
                update billing_run_actions a set name = case a.name when a.candidate_id then m.name else a.name end, expiration_date = m.expiration_date
                from memberships m
                where a.tenant_id = $1 and a.id = $2 and m.tenant_id = $1 and m.id = a.candidate_id""";
    }
}
