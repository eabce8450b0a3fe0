package rhythm.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A real Postgres server of our own, without installation and without Docker. */
public final class PostgresServer implements AutoCloseable {
    private static final String HOST = "localhost";

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** A server with an empty data directory that disappears with it, on any free port. */
    public static PostgresServer start() {
        return start(null, 0);
    }

    /** A server on the given data directory (kept when it ends; none: a temporary one) and port (0: any free one). */
    public static PostgresServer start(@Nullable Path data, int port) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    // Unlike any JVM's zone here, so that a query that leans on the session's zone shows itself.
                    .setServerConfig("timezone", "Pacific/Chatham")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_buffers", "256MB")
                    .setServerConfig("log_min_messages", "fatal")
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD);
            if (data != null) {
                Files.createDirectories(data);
                LeftoverServer.endIn(data);
                builder.setDataDirectory(data).setCleanDataDirectory(false).setServerConfig("synchronous_commit", "on");
            }
            return new PostgresServer(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Postgres did not start: " + e.getMessage(), e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /** The database of this name with its two roles, made if it is not there yet. */
    public synchronized Database database(String name) {
        Database database = new Database(
                HOST, port(), name, name + "_owner", name + "_owner", name + "_service", name + "_service");
        try (Connection admin = server.getPostgresDatabase().getConnection()) {
            role(admin, database.ownerUser(), database.ownerPassword(), "bypassrls");
            role(admin, database.serviceUser(), database.servicePassword(), "nobypassrls");
            if (!exists(admin, "select 1 from pg_database where datname = ?", name)) {
                run(admin, "create database " + name + " owner " + database.ownerUser());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " could not be made", e);
        }
        try (Connection inside = server.getDatabase("postgres", name).getConnection()) {
            run(inside, "revoke create on schema public from public");
            run(inside, "alter schema public owner to " + database.ownerUser());
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " could not be prepared", e);
        }
        return database;
    }

    private static void role(Connection admin, String name, String password, String power) throws SQLException {
        if (!exists(admin, "select 1 from pg_roles where rolname = ?", name)) {
            run(admin, "create role %s login %s password '%s'".formatted(name, power, password));
        }
    }

    private static boolean exists(Connection connection, String query, String value) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, value);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Postgres did not end cleanly", e);
        }
    }
}
