package rhythm.endtoend.cards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import rhythm.stack.Database;

/** Looks for card numbers in what was left behind; each finding says where, and how much was looked through. */
final class CardTraces {
    private final List<String> found = new ArrayList<>();
    private long rows;
    private long lines;

    List<String> found() {
        return found;
    }

    @Override
    public String toString() {
        return rows + " rows, " + lines + " lines of logs";
    }

    void text(String where, String text) {
        CardSamples.in(text).ifPresent(number -> found.add(where + ": " + number));
    }

    /** Every line of every file below a folder, and how many; a number may be broken over two. */
    long files(Path folder) {
        long start = lines;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String before = "";
                for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
                    lines++;
                    text(file.getFileName() + ": " + line, before + "\n" + line);
                    before = line.length() > 40 ? line.substring(line.length() - 40) : line;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines - start;
    }

    /** Every row of every table, as text; as the superuser, whom row security does not keep out. */
    void database(Database database) {
        try (Connection admin = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres")) {
            for (String table : column(admin, """
                    select format('%I.%I', schemaname, tablename) from pg_tables
                    where schemaname not in ('pg_catalog', 'information_schema')""")) {
                for (String row : column(admin, "select t::text from " + table + " t")) {
                    rows++;
                    text(database.name() + " " + table + ": " + row, row);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            while (result.next()) {
                values.add(result.getString(1));
            }
        }
        return values;
    }
}
