package rhythm.endtoend.money;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import rhythm.endtoend.Owner;
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
public final class TwoServices implements AutoCloseable {
    public static final String TENANT = "chamber";

    private final Path data = temporary();
    private final int postgresPort = Ports.anyFree();
    private final int collectPort = Ports.anyFree();
    private final int membershipPort = Ports.anyFree();
    private final MailSink sink = MailSink.start();
    private final TokenIssuer issuer = TokenIssuer.start(0);
    private PostgresServer postgres = PostgresServer.start(data, postgresPort);
    private Database membershipData = postgres.database("membership");
    private Database collectData = postgres.database("collect");
    private ServiceProcess collect;
    private ServiceProcess membership;
    private int copies;
    private boolean isHeld;
    private final Map<String, String> till;
    private Duration ahead = Duration.ZERO;

    /** Both databases as they were once. */
    record Backup(Database membership, Database collect) {}

    public TwoServices() {
        this(Map.of("rhythm.gateway", "simulated"), object());
    }

    /** With these settings of collect-billing, and these of its tenant. */
    TwoServices(Map<String, String> till, ObjectNode tenant) {
        this.till = till;
        startBoth();
        client(membership).create("settings", object().put("requests_per_minute", 1_000_000));
        client(collect).create("settings", tenant.put("requests_per_minute", 1_000_000));
    }

    public ServiceClient membership() {
        return client(membership);
    }

    public ServiceClient collect() {
        return client(collect);
    }

    public Database membershipData() {
        return membershipData;
    }

    public Database collectData() {
        return collectData;
    }

    /** Takes one while neither service is there. */
    Backup backup() {
        membership.close();
        collect.close();
        Backup taken = new Backup(copy(membershipData), copy(collectData));
        startBoth();
        return taken;
    }

    void restoreMembership(Backup backup) {
        membership.kill();
        membershipData = copy(backup.membership);
        membership = startMembership();
    }

    /** Sets both back; the gateway's own books are somebody else's, and stay. */
    void restore(Backup backup) {
        membership.kill();
        collect.kill();
        String books =
                Owner.ask(collectData, "select coalesce(jsonb_agg(to_jsonb(l)), '[]') from gateway.gateway_ledger l");
        membershipData = copy(backup.membership);
        collectData = copy(backup.collect);
        Owner.load(collectData, """
                insert into gateway.gateway_ledger select * from jsonb_populate_recordset(null::gateway.gateway_ledger, '%s')
                on conflict do nothing""".formatted(books.replace("'", "''")));
        startBoth();
    }

    /** Both die, and go on as many days later. */
    void later(Duration time) {
        membership.kill();
        collect.kill();
        ahead = ahead.plus(time);
        startBoth();
    }

    /** At the same time: most of it is waiting. */
    private void startBoth() {
        CompletableFuture<ServiceProcess> other = CompletableFuture.supplyAsync(this::startMembership);
        collect = startCollect();
        membership = other.join();
    }

    /** The address where collect-billing is called by those who bring no token. */
    String collectUrl() {
        return collect.url();
    }

    private Database copy(Database of) {
        return postgres.copy(of.name() + "_" + ++copies, of);
    }

    private ServiceProcess startMembership() {
        return start(
                "membership-billing",
                settings(membershipData, membershipPort)
                        .ordering("membership-billing", "http://localhost:" + collectPort));
    }

    void killCollect() {
        collect.kill();
        collect = startCollect();
    }

    /** Starts collect again as one that serves and does not act, or does. */
    void hold(boolean isHeld) {
        collect.kill();
        this.isHeld = isHeld;
        collect = startCollect();
    }

    void restartPostgres() {
        postgres.close();
        postgres = PostgresServer.start(data, postgresPort);
    }

    public static ObjectNode object() {
        return ServiceClient.JSON.createObjectNode();
    }

    private ServiceProcess startCollect() {
        ServiceSettings settings =
                settings(collectData, collectPort).with("rhythm.engine.held", String.valueOf(isHeld));
        for (Map.Entry<String, String> one : till.entrySet()) {
            settings = settings.with(one.getKey(), one.getValue());
        }
        return start("collect-billing", settings);
    }

    private ServiceSettings settings(Database database, int port) {
        return new ServiceSettings(database, issuer.issuerUrl(TokenIssuer.LOCAL), sink.smtpPort(), port)
                .shifted(RunningClock.SHARED.shift().plus(ahead))
                .with("rhythm.database.service-role", database.serviceUser())
                .with("rhythm.run.lease", "PT5S")
                .with("rhythm.charge.lease", "PT15S");
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
