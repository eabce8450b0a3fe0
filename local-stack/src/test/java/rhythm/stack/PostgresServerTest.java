package rhythm.stack;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    @Test
    void dataSurvivesAnEndAndAPidFileThatNamesSomebodyElse(@TempDir Path directory) throws Exception {
        Path data = directory.resolve("data");
        try (PostgresServer first = PostgresServer.start(data, 0)) {
            run(first.database("kept"), "create table proof (id text)");
            run(first.database("kept"), "insert into proof values ('x')");
        }
        Files.writeString(
                data.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + data + "\n");
        try (PostgresServer next = PostgresServer.start(data, 0)) {
            Database database = next.database("kept");
            try (var owner = DriverManager.getConnection(
                            database.jdbcUrl(), database.ownerUser(), database.ownerPassword());
                    var rows = owner.createStatement().executeQuery("select id from proof")) {
                assertTrue(rows.next());
            }
        }
    }

    private static void run(Database database, String sql) throws SQLException {
        try (var owner =
                DriverManager.getConnection(database.jdbcUrl(), database.ownerUser(), database.ownerPassword())) {
            owner.createStatement().execute(sql);
        }
    }
}
