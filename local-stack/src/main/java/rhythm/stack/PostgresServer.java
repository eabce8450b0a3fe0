package rhythm.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A real Postgres server of our own, without installation and without Docker. */
public final class PostgresServer implements AutoCloseable {
    /** Name and password of the superuser. */
    static final String ADMIN = "postgres";

    /** Unlike any JVM's zone here, so that a query that leans on the session's zone shows itself. */
    static final String TIME_ZONE = "Pacific/Chatham";

    private final String host;
    private final int port;
    private final Closeable server;

    PostgresServer(String host, int port, Closeable server) {
        this.host = host;
        this.port = port;
        this.server = server;
    }

    /** A server for tests: an embedded one, or a container of the image that a property names. */
    public static PostgresServer forTests() {
        String image = System.getProperty(ContainerPostgres.IMAGE);
        return image == null ? start() : ContainerPostgres.start(image);
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
                    .setServerConfig("timezone", TIME_ZONE)
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
            EmbeddedPostgres server = builder.start();
            return new PostgresServer("localhost", server.getPort(), server);
        } catch (IOException e) {
            throw new UncheckedIOException("Postgres did not start: " + e.getMessage(), e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The database of this name with its two roles, made if it is not there yet. */
    public synchronized Database database(String name) {
        Database database =
                new Database(host, port, name, name + "_owner", name + "_owner", name + "_service", name + "_service");
        try (Connection admin = admin("postgres")) {
            role(admin, database.ownerUser(), database.ownerPassword(), "bypassrls");
            role(admin, database.serviceUser(), database.servicePassword(), "nobypassrls");
            if (!exists(admin, "select 1 from pg_database where datname = ?", name)) {
                run(admin, "create database " + name + " owner " + database.ownerUser());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " could not be made", e);
        }
        try (Connection inside = admin(name)) {
            run(inside, "revoke create on schema public from public");
            run(inside, "alter schema public owner to " + database.ownerUser());
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " could not be prepared", e);
        }
        return database;
    }

    /** The database of this name, made as a copy of another, with that one's roles, if it is not there yet. */
    public synchronized Database copy(String name, Database template) {
        try (Connection admin = admin("postgres")) {
            if (!exists(admin, "select 1 from pg_database where datname = ?", name)) {
                run(
                        admin,
                        "create database %s template %s owner %s strategy file_copy"
                                .formatted(name, template.name(), template.ownerUser()));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " could not be made", e);
        }
        return template.named(name);
    }

    private Connection admin(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://%s:%d/%s".formatted(host, port, database), ADMIN, ADMIN);
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
