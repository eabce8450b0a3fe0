package rhythm.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rhythm.stack.MailSink;
import rhythm.stack.ServiceSettings;
import rhythm.stack.TokenIssuer;

/** A service as a process of its own, over the parts; several of them on one database are its replicas. */
final class Stage implements AutoCloseable {
    static final String TENANT = "chamber";

    private final Parts parts;
    private final Map<String, String> settings;
    private final int port = freePort();
    private final ServiceRun run;

    /** The service of a module with its own database; what it is set beyond the usual. */
    Stage(Parts parts, String module, String database, Map<String, String> more) throws IOException {
        this.parts = parts;
        settings = new ServiceSettings(
                        parts.postgres().database(database),
                        parts.issuer().issuerUrl(TokenIssuer.LOCAL),
                        parts.mails().smtpPort(),
                        port)
                .asMap();
        settings.put("rhythm.clock.movable", "false");
        settings.put("rhythm.rate-limit.requests", "1000000000");
        settings.putAll(more);
        run = ServiceRun.start(
                ServiceRun.jvm(parts.packaged(module), settings),
                service(),
                parts.work().resolve(module + "-" + port + ".log"));
    }

    URI service() {
        return URI.create("http://localhost:" + port);
    }

    String token() {
        return parts.issuer().token(TENANT);
    }

    MailSink mails() {
        return parts.mails();
    }

    /** What the service holds in memory, in MB. */
    double residentMegabytes() {
        return run.residentMegabytes();
    }

    /** The most that it ever held. */
    double mostResidentMegabytes() {
        return run.mostResidentMegabytes();
    }

    Connection connection() throws IOException {
        return new Connection(service(), token());
    }

    /** The sum of a metric's values over the lines that carry the label. */
    double counted(String metric, String label) throws IOException {
        try (Connection connection = connection()) {
            return connection
                    .get("/q/metrics")
                    .text()
                    .lines()
                    .filter(line -> line.startsWith(metric + "{") && line.contains(label))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
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
    }
}
