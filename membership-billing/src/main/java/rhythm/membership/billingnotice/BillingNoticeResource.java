package rhythm.membership.billingnotice;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** The mails that runs send, as staff write them. */
@Path("/billingNotices")
public class BillingNoticeResource extends RecordResource<BillingNotice> {
    public BillingNoticeResource() {
        super(BillingNotice.class);
    }
}
