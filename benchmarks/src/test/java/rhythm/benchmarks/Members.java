package rhythm.benchmarks;

import java.sql.SQLException;

/** Memberships by the hundred thousand, put there by the tables' owner. */
final class Members {
    private static final String SYS = "tenant_id, id, sys_version, sys_created_at, sys_created_by_id,"
            + " sys_last_modified_at, sys_last_modified_by_id";
    private static final String BY = "1, now(), 'owner', now(), 'owner'";

    private Members() {}

    /** Memberships {@code m000000001} and so on, their terms ending over the year after the given day. */
    static void make(Stage stage, int many, String firstExpiration) throws SQLException {
        String tenant = "'" + Stage.TENANT + "'";
        stage.asOwner(
                "insert into types (" + SYS + ", name) values (" + tenant + ", 'type', " + BY + ", 'Member')"
                        + " on conflict do nothing",
                "insert into packages (" + SYS + ", name, type_id) values (" + tenant + ", 'package', " + BY
                        + ", 'Standard', 'type') on conflict do nothing",
                "insert into memberships (" + SYS + ", name, contact_id, first_name, last_name, email_address, type_id,"
                        + " package_id, status, join_date, term_start_date, expiration_date, origin)"
                        + " select " + tenant + ", 'm' || lpad(n::text, 9, '0'), " + BY + ", 'Member ' || n, 'c' || n,"
                        + " 'First', 'Last ' || n, 'member' || n || '@example.org', 'type', 'package', 'active',"
                        + " date '2020-01-01', e - 365, e, 'principal'"
                        + " from (select n, date '" + firstExpiration + "' + n % 365 as e"
                        + " from generate_series(1, " + many + ") n) members",
                "analyze memberships");
    }

    /** Members whose terms all end on the day, and whose renewal has a price. */
    static void makeRenewable(Stage stage, String prefix, int many, String expiration) throws SQLException {
        String tenant = "'" + Stage.TENANT + "'";
        stage.asOwner(
                "insert into packages (" + SYS + ", name, renewal_price, currency, term) values (" + tenant
                        + ", 'priced', " + BY + ", 'Member', 120.50, 'EUR', 12) on conflict do nothing",
                "insert into memberships (" + SYS + ", name, contact_id, email_address, package_id, status, origin,"
                        + " expiration_date) select " + tenant + ", '" + prefix + "' || n, " + BY + ", 'Member ' || n,"
                        + " 'c' || n, 'c' || n || '@example.org', 'priced', 'active', 'principal', date '" + expiration
                        + "' from generate_series(1, " + many + ") n",
                "analyze memberships");
    }

    static String id(int n) {
        String digits = Integer.toString(n);
        return "m" + "0".repeat(9 - digits.length()) + digits;
    }
}
