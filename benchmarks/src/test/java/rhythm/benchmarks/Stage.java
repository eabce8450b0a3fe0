package rhythm.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import rhythm.stack.MailSink;
import rhythm.stack.PostgresServer;
import rhythm.stack.ServiceSettings;
import rhythm.stack.TokenIssuer;

/** Postgres, issuer, mail sink, and the service with the bare handlers as a process of its own. */
final class Stage implements AutoCloseable {
    static final String TENANT = "chamber";

    private final Path data;
    private final PostgresServer postgres;
    private final TokenIssuer issuer = TokenIssuer.start(0);
    private final MailSink mails = MailSink.start();
    private final Map<String, String> settings;
    private final int port = freePort();
    private final ServiceRun run;

    Stage(Path root) throws IOException {
        Path work = Files.createDirectories(root.resolve("benchmarks/target/stage"));
        // with a data directory commits are synchronous, as in production
        data = Files.createTempDirectory(work, "data");
        postgres = PostgresServer.start(data, 0);
        settings = new ServiceSettings(
                        postgres.database("membership"), issuer.issuerUrl(TokenIssuer.LOCAL), mails.smtpPort(), port)
                .asMap();
        settings.put("rhythm.clock.movable", "false");
        settings.put("rhythm.rate-limit.requests", "1000000000");
        run = ServiceRun.start(
                ServiceRun.jvm(root.resolve("benchmarks/target/quarkus-app/quarkus-run.jar"), settings),
                service(),
                work.resolve("service.log"));
    }

    URI service() {
        return URI.create("http://localhost:" + port);
    }

    String token() {
        return issuer.token(TENANT);
    }

    MailSink mails() {
        return mails;
    }

    /** What the service holds in memory, in MB. */
    double residentMegabytes() {
        return run.residentMegabytes();
    }

    Connection connection() throws IOException {
        return new Connection(service(), token());
    }

    /** Statements as the tables' owner, past row-level security; answers how many seconds they took. */
    double asOwner(String... statements) throws SQLException {
        long start = System.nanoTime();
        try (var owner = DriverManager.getConnection(
                        settings.get("quarkus.datasource.owner.jdbc.url"),
                        settings.get("quarkus.datasource.owner.username"),
                        settings.get("quarkus.datasource.owner.password"));
                var statement = owner.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return Samples.seconds(start);
    }

    /** The rows of a query as the owner sees them, each as text. */
    List<String> rows(String query) throws SQLException {
        try (var owner = DriverManager.getConnection(
                        settings.get("quarkus.datasource.owner.jdbc.url"),
                        settings.get("quarkus.datasource.owner.username"),
                        settings.get("quarkus.datasource.owner.password"));
                var statement = owner.createStatement();
                var found = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }

    static int freePort() {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        run.close();
        mails.close();
        issuer.close();
        postgres.close();
        try (var files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
