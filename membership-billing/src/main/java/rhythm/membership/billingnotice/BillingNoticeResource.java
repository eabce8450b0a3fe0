package rhythm.membership.billingnotice;

import jakarta.ws.rs.Path;
import rhythm.kernel.billing.NoticeResource;
import rhythm.membership.kind.Memberships;

/** The mails that runs send, as staff write them. */
@Path("/billingNotices")
public class BillingNoticeResource extends NoticeResource<BillingNotice> {
    public BillingNoticeResource() {
        super(BillingNotice.class, Memberships.NOTICES);
    }
}
