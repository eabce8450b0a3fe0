package rhythm.certifications.kind;

import java.util.List;
import java.util.Map;
import rhythm.kernel.notice.MergeFields;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Notices;
import rhythm.kernel.run.Notices.Limit;

/** The candidates that are billed for the registrations to their courses. */
final class TrainingProviders {
    /** The one mail there is to them; no client writes it. */
    static final String INVOICE = "invoice";

    private static final MergeFields INVOICE_FIELDS = MergeFields.of(
                    "provider.name", "order.id", "order.invoice_id", "order.total", "order.currency")
            .withList("order.records", "course_name", "registration_date", "amount", "currency");

    private static final String INVOICE_NOTICE = """
            (select current_setting('app.tenant') as tenant_id, '%s' as id, true as is_active,
              'Invoice {order.invoice_id} to {provider.name}' as subject, null::text as html,
              'Dear administrators of {provider.name},

            these registrations to your courses were billed on invoice {order.invoice_id}, order {order.id}.

            {#for record in order.records}
            {record.registration_date}  {record.course_name}  {record.currency} {record.amount}
            {/for}

            In all {order.currency} {order.total}
            ' as text, '{}'::text[] as addressed)""".formatted(INVOICE);

    private static final String ADDRESSES = """
            array(select p ->> 'email_address' from jsonb_array_elements(coalesce(c.administrators, '[]')) p
              where p ->> 'email_address' <> '')""";

    /** A provider without anybody to write to is billed all the same. */
    private static final Limit ADDRESSED =
            new Limit("addressed", "cardinality(" + ADDRESSES + ") > 0", "array_to_string(" + ADDRESSES + ", ', ')");

    private static final Notices NOTICES = new Notices(
            INVOICE_NOTICE,
            "training_provider_notice_id",
            INVOICE_FIELDS,
            """
            select a.id, %s as email, jsonb_build_object(
              'provider', jsonb_build_object('name', c.name),
              'order', jsonb_build_object('id', b.order_id, 'invoice_id', b.invoice_id, 'total', %s, 'currency', b.currency,
                'records', (select jsonb_agg(r || jsonb_build_object('amount', %s) order by n)
                  from jsonb_array_elements(b.training_provider_billing_records) with ordinality as billed (r, n)))) as fields
            from actions a
            join billing_run_actions b on b.tenant_id = :tenant and b.id = a.id
            join training_providers c on c.tenant_id = :tenant and c.id = a.candidate_id""".formatted(
                            ADDRESSES,
                            Notices.money("b.amount", "b.currency"),
                            Notices.money("(r ->> 'amount')::numeric", "r ->> 'currency'")),
            List.of(ADDRESSED));

    static final Candidates CANDIDATES = new Candidates(
            "training provider",
            "training_providers",
            Map.of("name", "c.name", "training_provider_id", "c.id"),
            NOTICES);

    private TrainingProviders() {}
}
