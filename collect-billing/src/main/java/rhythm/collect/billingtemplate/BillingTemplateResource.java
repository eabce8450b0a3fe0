package rhythm.collect.billingtemplate;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** The templates that runs are made from. */
@Path("/billingTemplates")
public class BillingTemplateResource extends RecordResource<BillingTemplate> {
    public BillingTemplateResource() {
        super(BillingTemplate.class);
    }
}
