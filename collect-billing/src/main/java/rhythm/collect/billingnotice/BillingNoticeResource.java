package rhythm.collect.billingnotice;

import jakarta.ws.rs.Path;
import rhythm.collect.kind.Customers;
import rhythm.collect.kind.Schedules;
import rhythm.collect.kind.StoredCards;
import rhythm.kernel.billing.NoticeResource;

/** The mails that runs send, as staff write them. */
@Path("/billingNotices")
public class BillingNoticeResource extends NoticeResource<BillingNotice> {
    public BillingNoticeResource() {
        super(BillingNotice.class, Schedules.NOTICES, StoredCards.NOTICES, Customers.NOTICES);
    }
}
