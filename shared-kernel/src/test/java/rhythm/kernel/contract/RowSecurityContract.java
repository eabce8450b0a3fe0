package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The database itself keeps tenants apart, whatever a statement forgets. */
public interface RowSecurityContract extends Contract {
    /** What the scheduler reads across tenants: dates and offsets, nothing of a record. */
    Set<String> ACROSS_TENANTS = Set.of("due_work", "tenant_clocks");

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select table_name from information_schema.role_table_grants
                where grantee = current_user and privilege_type = 'SELECT' and table_schema = 'public'""")) {
            while (rows.next()) {
                if (!ACROSS_TENANTS.contains(rows.getString(1))) {
                    tables.add(rows.getString(1));
                }
            }
        }
        return tables;
    }

    private static long count(Statement statement, String from) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select count(*) from " + from)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void refusesForeignRows(Connection service, Statement statement, String table) throws SQLException {
        var savepoint = service.setSavepoint();
        String insert = "insert into " + table + " (tenant_id) values ('globex-0')";
        SQLException refused = assertThrows(SQLException.class, () -> statement.execute(insert), table);
        assertEquals("42501", refused.getSQLState(), refused::getMessage);
        service.rollback(savepoint);
    }

    @Test
    default void theServicesRoleSeesNothingBeforeItEntersATenant() throws SQLException {
        Tenant acme = acme();
        resources().forEach(acme::create);
        try (Connection service = ServiceDatabase.service();
                Statement statement = service.createStatement()) {
            service.setAutoCommit(false);
            List<String> tables = tables(statement);
            assertTrue(tables.size() > resources().size(), tables::toString);
            for (String table : tables) {
                assertEquals(0, count(statement, table), table);
                refusesForeignRows(service, statement, table);
            }
        }
    }

    @Test
    default void theServicesRoleSeesAndWritesOnlyTheTenantItEntered() throws SQLException {
        Tenant acme = acme();
        Tenant globex = globex();
        resources().forEach(acme::create);
        resources().forEach(globex::create);
        try (Connection service = ServiceDatabase.service();
                Statement statement = service.createStatement()) {
            service.setAutoCommit(false);
            statement.execute("select enter_tenant('" + acme.name + "')");
            long seen = 0;
            for (String table : tables(statement)) {
                seen += count(statement, table);
                assertEquals(0, count(statement, table + " where tenant_id <> '" + acme.name + "'"), table);
                refusesForeignRows(service, statement, table);
            }
            assertTrue(seen >= resources().size());
            service.commit();
            for (String table : tables(statement)) {
                assertEquals(0, count(statement, table), () -> table + " after the transaction");
            }
        }
    }
}
