package rhythm.endtoend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import rhythm.stack.Database;

/** A service's database as its owner sees it, whom row-level security does not bind. */
public final class Owner {
    private Owner() {}

    /** The first column of the first row, as the owner sees it; empty text while the database is away. */
    public static String ask(Database database, String sql) {
        try (Connection owner = DriverManager.getConnection(
                        database.jdbcUrl(), database.ownerUser(), database.ownerPassword());
                var statement = owner.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException away) {
            return "";
        }
    }

    public static void load(Database database, String sql) {
        try (Connection owner = DriverManager.getConnection(
                        database.jdbcUrl(), database.ownerUser(), database.ownerPassword());
                var statement = owner.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
