package rhythm.endtoend.cards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import rhythm.kernel.bench.RunningClock;
import rhythm.stack.Checkout;
import rhythm.stack.Database;
import rhythm.stack.MailSink;
import rhythm.stack.Ports;
import rhythm.stack.PostgresServer;
import rhythm.stack.Service;
import rhythm.stack.ServiceClient;
import rhythm.stack.ServiceProcess;
import rhythm.stack.ServiceSettings;
import rhythm.stack.TokenIssuer;

/** Every service of the suite as a process, all of them and their database telling all they ever tell. */
final class AllServices implements AutoCloseable {
    static final String TENANT = "chamber";

    final MailSink sink = MailSink.start();
    final Path data = temporary();
    final Path logs = Path.of("target", "processes", data.getFileName().toString());
    private final TokenIssuer issuer = TokenIssuer.start(0);
    private final PostgresServer postgres;
    private final Map<Service, Database> databases = new EnumMap<>(Service.class);
    private final Map<Service, ServiceProcess> processes = new EnumMap<>(Service.class);

    AllServices() {
        postgres = talkativePostgres();
        int collect = Ports.anyFree();
        for (Service service : Service.values()) {
            start(service, service == Service.COLLECT ? collect : Ports.anyFree(), "http://localhost:" + collect);
        }
        for (Service service : processes.keySet()) {
            client(service).create("settings", object().put("requests_per_minute", 1_000_000));
        }
    }

    /** A server that logs: what it refuses, and of collect-billing every statement with its parameters. */
    private PostgresServer talkativePostgres() {
        int port = Ports.anyFree();
        try (PostgresServer quiet = PostgresServer.start(data, port)) {
            for (Service service : Service.values()) {
                databases.put(service, quiet.database(service.domain()));
            }
            asAdmin(databases.get(Service.COLLECT), "alter system set logging_collector = on");
            for (Database database : databases.values()) {
                for (String role : List.of(database.ownerUser(), database.serviceUser())) {
                    asAdmin(database, "alter role " + role + " set log_min_messages = 'notice'");
                    asAdmin(database, "alter role " + role + " set log_parameter_max_length_on_error = -1");
                }
            }
            Database collect = databases.get(Service.COLLECT);
            asAdmin(collect, "alter role " + collect.serviceUser() + " set log_statement = 'all'");
        }
        return PostgresServer.start(data, port);
    }

    private void start(Service service, int port, String collect) {
        Database database = databases.get(service);
        ServiceSettings settings = new ServiceSettings(
                        database, issuer.issuerUrl(TokenIssuer.LOCAL), sink.smtpPort(), port)
                .shifted(RunningClock.SHARED.shift())
                .with("rhythm.database.service-role", database.serviceUser())
                .with("quarkus.log.category.\"rhythm\".level", "DEBUG");
        ServiceProcess process = ServiceProcess.start(
                Checkout.current(),
                service.module(),
                Boolean.getBoolean("rhythm.native"),
                service == Service.COLLECT ? settings : settings.ordering(service.module(), collect),
                logs.resolve(service.module() + "-" + port + ".log"));
        processes.put(service, process);
    }

    static ObjectNode object() {
        return ServiceClient.JSON.createObjectNode();
    }

    Database database(Service service) {
        return databases.get(service);
    }

    ServiceClient client(Service service) {
        return new ServiceClient(url(service), TENANT, token());
    }

    String url(Service service) {
        return processes.get(service).url();
    }

    String token() {
        return issuer.token(TENANT);
    }

    String expiredToken() {
        return issuer.token(TokenIssuer.LOCAL, "ann", List.of(TENANT), TokenIssuer.ALL_ROLES, Duration.ofMinutes(-5));
    }

    /** A statement that the server's log says nothing of. */
    static void asAdmin(Database database, String sql) {
        try (Connection admin = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres");
                var statement = admin.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("rhythm-cards");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the services, so that their logs are written out. */
    void stopServices() {
        processes.values().forEach(ServiceProcess::close);
    }

    @Override
    public void close() {
        stopServices();
        postgres.close();
        issuer.close();
        sink.close();
    }
}
