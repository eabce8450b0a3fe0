package rhythm.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import rhythm.stack.Database;
import rhythm.stack.PostgresServer;

/** The service's database without the service: plain statements, as the role that the service logs in with. */
final class Books implements AutoCloseable {
    static final String LINES =
            "[{\"description\": \"Dues\", \"quantity\": 2, \"unit_price\": 40.00, \"amount\": 80.00}]";

    private final PostgresServer server = PostgresServer.start();
    private final Database database = server.database("collect");

    Books() {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.ownerUser(), database.ownerPassword())
                .locations("db/kernel", "db/collect")
                .outOfOrder(true)
                .placeholders(Map.of("service_role", database.serviceUser()))
                .load()
                .migrate();
    }

    Desk desk(String tenant) throws SQLException {
        return new Desk(
                DriverManager.getConnection(database.jdbcUrl(), database.serviceUser(), database.servicePassword()),
                tenant);
    }

    @Override
    public void close() {
        server.close();
    }

    /** A connection inside a tenant; every transaction enters it first. */
    static final class Desk implements AutoCloseable {
        private final Connection connection;
        private final String tenant;

        private Desk(Connection connection, String tenant) throws SQLException {
            this.connection = connection;
            this.tenant = tenant;
            connection.setAutoCommit(false);
            run("select enter_tenant('" + tenant + "')");
        }

        String tenant() {
            return tenant;
        }

        void run(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        String one(String sql) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                return rows.next() ? rows.getString(1) : null;
            }
        }

        void commit() throws SQLException {
            connection.commit();
            run("select enter_tenant('" + tenant + "')");
        }

        /** The statement, or the commit after it, is refused with this SQLSTATE and takes everything back. */
        void refuses(String state, String sql) throws SQLException {
            SQLException refused = assertThrows(
                    SQLException.class,
                    () -> {
                        run(sql);
                        connection.commit();
                    },
                    sql);
            assertEquals(state, refused.getSQLState(), refused::getMessage);
            connection.rollback();
            run("select enter_tenant('" + tenant + "')");
        }

        /** A record's insert; pairs of column and value. */
        String insert(String table, String id, String... columns) {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("tenant_id", tenant);
            all.put("id", id);
            all.put("sys_version", "1");
            for (String stamp : new String[] {"created", "last_modified"}) {
                all.put("sys_" + stamp + "_at", "2027-01-01T00:00:00Z");
                all.put("sys_" + stamp + "_by_id", "ann");
            }
            all.put("name", id);
            if (!table.equals("batches")) {
                all.put("customer_type", "contact");
                all.put("contact_id", "c-1");
                all.put("customer_id", "c-1");
                all.put("currency", "USD");
            }
            for (int i = 0; i < columns.length; i += 2) {
                all.put(columns[i], columns[i + 1]);
            }
            return "insert into " + table + " (" + String.join(", ", all.keySet()) + ") values ("
                    + all.values().stream().map(value -> "'" + value + "'").collect(Collectors.joining(", ")) + ")";
        }

        /** An order over 80.00. */
        String order(String id, String... columns) {
            return insert("orders", id, with(columns, "lines", LINES, "total", "80.00"));
        }

        /** An invoice over 80.00, open. */
        String invoice(String id, String... columns) {
            return insert(
                    "invoices",
                    id,
                    with(columns, "lines", LINES, "total", "80.00", "balance_due", "80.00", "status", "open"));
        }

        /** A complete payment. */
        String payment(String id, String invoice, String amount, String... columns) {
            return insert(
                    "payments",
                    id,
                    with(columns, "invoice_id", invoice, "amount", amount, "type", "card", "status", "complete"));
        }

        private static String[] with(String[] own, String... usual) {
            String[] all = new String[usual.length + own.length];
            System.arraycopy(usual, 0, all, 0, usual.length);
            System.arraycopy(own, 0, all, usual.length, own.length);
            return all;
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
