package rhythm.certifications.kind;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import rhythm.kernel.bench.Replica;
import rhythm.kernel.gateway.Mail;
import rhythm.kernel.gateway.Orders;

/** A replica of this service, and records for it. */
final class Bench extends Replica {
    Bench(String databaseName, Clock clock, Mail mail) {
        this(databaseName, clock, mail, null);
    }

    /** A replica that places orders. */
    Bench(String databaseName, Clock clock, Mail mail, Orders orders) {
        super(databaseName, new CertificationsDomain(), "db/certifications", clock, mail, orders);
    }

    /** Stores the notice {@code n1} for holders and {@code n2} for applicants. */
    void notices() {
        insert("notices", notice("n1", "Renew by {certification.expiration_date}"));
        insert("application_notices", notice("n2", "Finish by {application.expiration_date}"));
    }

    private static JsonObject notice(String id, String subject) {
        return new JsonObject()
                .put("id", id)
                .put("name", id)
                .put("is_active", true)
                .put("subject", subject)
                .put("text", "Dear {contact.first_name}");
    }

    /** Stores an active certification of Ann's that expires on the day. */
    void certification(String id, String program, String expiration) {
        insert("certifications", holder(id, program).put("status", "active").put("expiration_date", expiration));
    }

    /** An application of Ann's, to be completed and stored. */
    static JsonObject holder(String id, String program) {
        return new JsonObject()
                .put("id", id)
                .put("name", id)
                .put("contact_id", "ann")
                .put("first_name", "Ann")
                .put("email_address", id + "@example.org")
                .put("program_id", program);
    }

    /** Stores an application that is approved; it renews the certification, if one is given. */
    void approved(String id, String program, String certification) {
        insert(
                "applications",
                holder(id, program)
                        .put("type", certification == null ? "certification" : "renewal")
                        .put("status", "approved")
                        .put("certification_id", certification));
    }

    /** Stores a draft run with these flags and options. */
    void run(String id, String options) {
        insert(
                "billing_runs",
                new JsonObject(options).put("id", id).put("name", id).put("status", "draft"));
    }

    Object expiration(String certification) {
        return String.valueOf(sql("select expiration_date from certifications where id = $1", certification));
    }
}
