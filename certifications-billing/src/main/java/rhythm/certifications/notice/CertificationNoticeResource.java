package rhythm.certifications.notice;

import jakarta.ws.rs.Path;
import rhythm.certifications.kind.Certifications;
import rhythm.kernel.billing.NoticeResource;

/** The mails to holders that runs send, as staff write them. */
@Path("/notices")
public class CertificationNoticeResource extends NoticeResource<CertificationNotice> {
    public CertificationNoticeResource() {
        super(CertificationNotice.class, Certifications.NOTICES);
    }
}
