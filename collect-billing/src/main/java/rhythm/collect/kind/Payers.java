package rhythm.collect.kind;

import java.util.HashMap;
import java.util.Map;

/** What actions and mails say about whoever pays. */
final class Payers {
    /** The head of a query for merge fields: the recipient and the fields every notice has. */
    static final String FIELDS = """
            select a.id, c.email_address as email, jsonb_build_object(
              'contact', jsonb_build_object('first_name', c.first_name, 'last_name', c.last_name,
                'email_address', c.email_address),
              'organization', jsonb_build_object('name', c.organization_name),
              'run', jsonb_build_object('name', r.name), 'reminder', jsonb_build_object('name', a.reminder_name),
              """;

    /** The run that these fields name. */
    static final String RUN = """

            left join billing_runs r on r.tenant_id = :tenant and r.id = a.billing_run_id""";

    private Payers() {}

    /** The columns of every action, and those of one sort of candidate. */
    static Map<String, String> columns(Map<String, String> own) {
        Map<String, String> columns = new HashMap<>(own);
        columns.put("name", "c.name");
        columns.put("contact_name", "nullif(concat_ws(' ', c.first_name, c.last_name), '')");
        for (String column : new String[] {
            "customer_type",
            "contact_id",
            "organization_id",
            "customer_id",
            "first_name",
            "last_name",
            "organization_name",
            "email_address"
        }) {
            columns.put(column, "c." + column);
        }
        return Map.copyOf(columns);
    }
}
