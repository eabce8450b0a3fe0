package rhythm.certifications.kind;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import rhythm.certifications.applicationnotice.ApplicationNotice;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Notices;

/** The candidates that are activated, reminded to be finished, and expired. */
public final class Applications {
    public static final Notices NOTICES = new Notices(
            "application_notices",
            "application_notice_id",
            ApplicationNotice.APPLICATION_FIELDS,
            Holders.FIELDS + """
              'application', jsonb_build_object('name', c.name, 'type', c.type, 'status', c.status,
                'expiration_date', c.expiration_date, 'activation_date', c.activation_date),
              'certification', jsonb_build_object('name', x.name, 'expiration_date', x.expiration_date)) as fields
            from actions a
            join applications c on c.tenant_id = :tenant and c.id = a.candidate_id
            left join certifications x on x.tenant_id = :tenant and x.id = c.certification_id""" + Holders.SOURCES,
            Holders.LIMITS);

    static final Candidates CANDIDATES = new Candidates(
            "application",
            "applications",
            Map.of(
                    "name", "c.name",
                    "application_id", "c.id",
                    "certification_id", "c.certification_id",
                    "program_id", "c.program_id",
                    "expiration_date", "c.expiration_date"),
            NOTICES);

    static final Condition UNFINISHED = new Condition(
            "is unfinished",
            "c.status in ('draft', 'missing requirements', 'pending approval')",
            "c.status",
            "draft, missing requirements or pending approval");

    static final Condition APPROVED = new Condition("is approved", "c.status = 'approved'", "c.status", "approved");

    private Applications() {}

    /** What the run's options narrow applications to. */
    static List<Condition> narrowing(JsonObject options) {
        List<Condition> conditions = Restrictions.of(options);
        Restrictions.applicationTypes(conditions, options, "c.type");
        return conditions;
    }
}
