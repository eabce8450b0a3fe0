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

    /** The rows that charging the plans leaves behind, by hand and in one transaction; answers how many seconds they took. */
    static double chargeByHand(Stage stage, String prefix) throws SQLException {
        String same = "s.customer_type, s.contact_id, s.customer_id, s.first_name, s.last_name, s.email_address, ";
        String of = " from installment_schedules s where s.id like '" + prefix + "%'";
        String payer = ", customer_type, contact_id, customer_id, first_name, last_name, email_address, ";
        String stamps = "s.tenant_id, 'i' || s.id, " + BY + ", s.name, " + same;
        return stage.asOwner("begin;"
                + "insert into invoices (" + SYS + payer + "order_id, installment_schedule_id, entry_id, lines, total,"
                + " currency, due_date, balance_due, status) select " + stamps
                + "s.order_id, s.id, '1', '[{\"description\": \"first\", \"quantity\": 1, \"unit_price\": 33.34,"
                + " \"amount\": 33.34}]', 33.34, 'USD', date '2026-01-15', 33.34, 'open'" + of + ";"
                + "insert into payment_attempts (tenant_id, key, request_key, number, order_id, invoice_id,"
                + " installment_schedule_id, entry_id, stored_payment_method_id, card_hash, amount, currency,"
                + " description, state, started_at) select s.tenant_id, s.id, s.id, 1, s.order_id, 'i' || s.id, s.id,"
                + " '1', s.stored_payment_method_id, '', 33.34, 'USD', s.name, 'started', now()" + of + ";"
                + "insert into gateway.gateway_ledger select s.id, s.tenant_id, 'succeeded', null, s.id, 33.34, 'USD',"
                + " now()" + of + ";"
                + "update payment_attempts a set state = 'succeeded'" + of + " and a.key = s.id;"
                + "insert into payments (" + SYS + payer + "invoice_id, order_id, amount, currency, type, status)"
                + " select " + stamps + "'i' || s.id, s.order_id, 33.34, 'USD', 'card', 'complete'" + of + ";"
                + "update invoices i set balance_due = 0, status = 'paid'" + of + " and i.id = 'i' || s.id;"
                + "update installment_schedules s set entries = jsonb_set(entries, '{0,status}', '\"paid\"')"
                + " where s.id like '" + prefix + "%';"
                + "commit");
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
