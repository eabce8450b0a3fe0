package rhythm.certifications.kind;

import java.util.Map;
import rhythm.certifications.notice.CertificationNotice;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Notices;

/** The candidates that are reminded, forecast and dropped. */
public final class Certifications {
    public static final Notices NOTICES = new Notices(
            "notices",
            "certification_notice_id",
            CertificationNotice.CERTIFICATION_FIELDS,
            Holders.FIELDS + """
              'certification', jsonb_build_object('name', c.name, 'status', c.status, 'effective_date', c.effective_date,
                'expiration_date', c.expiration_date, 'termination_date', c.termination_date)) as fields
            from actions a
            join certifications c on c.tenant_id = :tenant and c.id = a.candidate_id""" + Holders.SOURCES,
            Holders.LIMITS);

    static final Candidates CANDIDATES = new Candidates(
            "certification",
            "certifications",
            Map.of(
                    "name", "c.name",
                    "certification_id", "c.id",
                    "program_id", "c.program_id",
                    "expiration_date", "c.expiration_date"),
            NOTICES);

    private Certifications() {}
}
