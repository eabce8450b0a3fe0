package rhythm.endtoend.money;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import rhythm.kernel.bench.RunningClock;
import rhythm.stack.Checkout;
import rhythm.stack.Database;
import rhythm.stack.MailSink;
import rhythm.stack.Ports;
import rhythm.stack.PostgresServer;
import rhythm.stack.ServiceClient;
import rhythm.stack.ServiceProcess;
import rhythm.stack.ServiceSettings;
import rhythm.stack.TokenIssuer;

/** membership-billing and collect-billing as processes, over a Postgres of their own; each of the three may go and come back. */
final class TwoServices implements AutoCloseable {
    static final String TENANT = "chamber";

    private final Path data = temporary();
    private final int postgresPort = Ports.anyFree();
    private final int collectPort = Ports.anyFree();
    private final MailSink sink = MailSink.start();
    private final TokenIssuer issuer = TokenIssuer.start(0);
    private PostgresServer postgres = PostgresServer.start(data, postgresPort);
    final Database membershipData = postgres.database("membership");
    final Database collectData = postgres.database("collect");
    private ServiceProcess collect = startCollect();
    private final ServiceProcess membership = start(
            "membership-billing",
            settings(membershipData, Ports.anyFree())
                    .ordering("membership-billing", "http://localhost:" + collectPort));

    TwoServices() {
        for (ServiceProcess service : new ServiceProcess[] {membership, collect}) {
            client(service).create("settings", object().put("requests_per_minute", 1_000_000));
        }
    }

    ServiceClient membership() {
        return client(membership);
    }

    void killCollect() {
        collect.kill();
        collect = startCollect();
    }

    void restartPostgres() {
        postgres.close();
        postgres = PostgresServer.start(data, postgresPort);
    }

    static ObjectNode object() {
        return ServiceClient.JSON.createObjectNode();
    }

    private ServiceProcess startCollect() {
        return start("collect-billing", settings(collectData, collectPort).with("rhythm.gateway", "simulated"));
    }

    private ServiceSettings settings(Database database, int port) {
        return new ServiceSettings(database, issuer.issuerUrl(TokenIssuer.LOCAL), sink.smtpPort(), port)
                .shifted(RunningClock.SHARED.shift())
                .with("rhythm.database.service-role", database.serviceUser())
                .with("rhythm.run.lease", "PT5S");
    }

    private static ServiceProcess start(String module, ServiceSettings settings) {
        Path log = Path.of("target", "processes", module + "-" + settings.httpPort() + ".log");
        return ServiceProcess.start(Checkout.current(), module, Boolean.getBoolean("rhythm.native"), settings, log);
    }

    private ServiceClient client(ServiceProcess service) {
        return new ServiceClient(service.url(), TENANT, issuer.token(TENANT));
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("rhythm-money");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        membership.close();
        collect.close();
        postgres.close();
        issuer.close();
        sink.close();
    }
}
