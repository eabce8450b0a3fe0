package rhythm.certifications.applicationnotice;

import jakarta.ws.rs.Path;
import rhythm.certifications.kind.Applications;
import rhythm.kernel.billing.NoticeResource;

/** The mails to applicants that runs send, as staff write them. */
@Path("/applicationNotices")
public class ApplicationNoticeResource extends NoticeResource<ApplicationNotice> {
    public ApplicationNoticeResource() {
        super(ApplicationNotice.class, Applications.NOTICES);
    }
}
