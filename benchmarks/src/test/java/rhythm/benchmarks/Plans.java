package rhythm.benchmarks;

import java.sql.SQLException;

/** Orders to be paid in three installments on stored cards, put there by the tables' owner; the first installment is due. */
final class Plans {
    private static final String SYS = "tenant_id, id, sys_version, sys_created_at, sys_created_by_id,"
            + " sys_last_modified_at, sys_last_modified_by_id, name";
    private static final String BY = "1, now(), 'owner', now(), 'owner'";
    private static final String PAYER = "customer_type, contact_id, customer_id, first_name, last_name, email_address";

    private Plans() {}

    /** Plans {@code <prefix>1} and so on, their cards all with the same script for the simulated gateway. */
    static void make(Stage stage, String prefix, int many, String script) throws SQLException {
        String id = "'" + prefix + "' || n";
        String row = "select '" + Stage.TENANT + "', " + id + ", " + BY + ", 'Course ' || n, ";
        String payer = "'contact', " + id + ", " + id + ", 'First', 'Last ' || n, " + id + " || '@example.org'";
        String from = " from generate_series(1, " + many + ") n";
        stage.asOwner(
                "insert into stored_payment_methods (" + SYS + ", " + PAYER + ", type, token, expiration, is_active) "
                        + row + payer + ", 'credit card', '" + script + "', '2099-12', true" + from,
                "insert into orders (" + SYS + ", " + PAYER + ", lines, total, currency, status) " + row + payer
                        + ", '[{\"description\": \"Course\", \"quantity\": 1, \"unit_price\": 100, \"amount\": 100}]',"
                        + " 100, 'USD', 'awaiting payment'" + from,
                "insert into installment_schedules (" + SYS + ", " + PAYER
                        + ", order_id, currency, stored_payment_method_id, status, entries) " + row + payer + ", " + id
                        + ", 'USD', " + id + ", 'active', jsonb_build_array("
                        + entry(1, "33.34") + ", " + entry(2, "33.33") + ", " + entry(3, "33.33") + ")" + from,
                "analyze");
    }

    private static String entry(int number, String amount) {
        return "jsonb_build_object('entry_id', '" + number + "', 'date', date '2026-0" + number + "-15', 'amount', "
                + amount + ", 'status', 'pending')";
    }

    /** A run over the installments due by the end of January. */
    static String run(BillingRuns runs, String name) throws java.io.IOException {
        return runs.make("billingRuns", """
                {"name": "%s", "process_installment_schedules": true, "installment_schedule_options":
                  {"expiration_date_range_start": "2026-01-01", "expiration_date_range_end": "2026-01-31"}}""".formatted(name));
    }

    /** Nothing counts unless every installment was billed, charged and paid once. */
    static void check(Stage stage, int many) throws SQLException {
        for (String count : new String[] {
            "invoices where status = 'paid'",
            "payments where status = 'complete'",
            "gateway.gateway_ledger where outcome = 'succeeded'",
            "payment_attempts where state = 'succeeded'",
            "billing_run_actions where status = 'completed'"
        }) {
            String found = stage.rows("select count(*) from " + count).getFirst();
            if (!found.equals(Integer.toString(many))) {
                throw new IllegalStateException(found + " of " + many + ": " + count);
            }
        }
    }
}
