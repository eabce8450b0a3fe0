package rhythm.membership.kind;

import java.time.Clock;
import java.util.List;
import rhythm.kernel.bench.Replica;
import rhythm.kernel.gateway.Mail;
import rhythm.kernel.gateway.Orders;
import rhythm.membership.certification.CertificationEnds;

/** A replica of this service, and members for it. */
final class Bench extends Replica {
    private static final String MIGRATIONS = "db/membership";

    Bench(String databaseName, Clock clock, Mail mail) {
        this(databaseName, clock, mail, (Orders) null);
    }

    Bench(String databaseName, Clock clock, Mail mail, Orders orders) {
        super(databaseName, new MembershipDomain(new CertificationBook(false)), MIGRATIONS, clock, mail, orders);
    }

    /** A replica that ends certifications. */
    Bench(String databaseName, Clock clock, Mail mail, CertificationBook book) {
        super(
                databaseName,
                new MembershipDomain(book),
                MIGRATIONS,
                clock,
                mail,
                null,
                database -> List.of(new CertificationEnds(database, book)));
    }

    /** Inserts so many active memberships {@code m000001…} that expire on the day. */
    void members(int n, String expiration) {
        members(1, n, expiration);
    }

    /** The same from one number to another. */
    void members(int first, int last, String expiration) {
        sql("""
                insert into memberships (tenant_id, id, name, status, origin, expiration_date, email_address, contact_id,
                  sys_version, sys_created_at, sys_created_by_id, sys_last_modified_at, sys_last_modified_by_id)
                select $1, 'm' || lpad(i::text, 6, '0'), 'Member ' || i, 'active', 'principal', $2::text::date,
                  'm' || i || '@example.org', 'c' || i, 1, timestamptz '2026-03-01Z', 'ann', timestamptz '2026-03-01Z', 'ann'
                from generate_series($3::int, $4::int) i returning id""", TENANT, expiration, first, last);
    }
}
