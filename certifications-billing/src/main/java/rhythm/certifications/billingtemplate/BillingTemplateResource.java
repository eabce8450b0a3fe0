package rhythm.certifications.billingtemplate;

import jakarta.ws.rs.Path;
import rhythm.kernel.billing.TemplateResource;

/** The templates that runs are made from. */
@Path("/billingTemplates")
public class BillingTemplateResource extends TemplateResource<BillingTemplate> {
    public BillingTemplateResource() {
        super(BillingTemplate.class);
    }
}
