package rhythm.certifications.kind;

import java.util.List;
import rhythm.kernel.run.Notices;
import rhythm.kernel.run.Notices.Limit;

/** What mails say about whoever holds a certification or applies for one, and whom they can be limited to. */
final class Holders {
    /** The head of a query for merge fields: the recipient and the fields every notice has. */
    static final String FIELDS = """
            select a.id, c.email_address as email, jsonb_build_object(
              'contact', jsonb_build_object('first_name', c.first_name, 'last_name', c.last_name,
                'email_address', c.email_address),
              'organization', jsonb_build_object('name', c.organization_name),
              'program', jsonb_build_object('name', p.name, 'renewal_fee', %s,
                'application_fee', %s, 'currency', p.currency),
              'training_provider', jsonb_build_object('name', t.name),
              'run', jsonb_build_object('name', r.name), 'reminder', jsonb_build_object('name', a.reminder_name),
              """.formatted(
                    Notices.money("p.renewal_fee", "p.currency"), Notices.money("p.application_fee", "p.currency"));

    /** What these fields are read from, besides the candidates {@code c}. */
    static final String SOURCES = """

            left join billing_runs r on r.tenant_id = :tenant and r.id = a.billing_run_id
            left join programs p on p.tenant_id = :tenant and p.id = c.program_id
            left join training_providers t on t.tenant_id = :tenant and t.id = c.training_provider_id""";

    static final List<Limit> LIMITS = List.of(
            new Limit("statuses", "c.status = any(:limit)", "c.status"),
            new Limit("program_ids", "c.program_id = any(:limit)", "c.program_id"));

    private Holders() {}
}
