package rhythm.stack;

import java.util.ArrayDeque;
import java.util.Deque;

/** The parts and services of `./suite up`, as long as they run. */
final class RunningSuite implements AutoCloseable {
    /** What listens where. */
    record Part(String name, int port) {}

    private final Deque<Runnable> closing = new ArrayDeque<>();

    private RunningSuite() {}

    static RunningSuite start(Checkout checkout, boolean asNative) {
        RunningSuite suite = new RunningSuite();
        try {
            suite.startAll(checkout, asNative);
            return suite;
        } catch (RuntimeException failed) {
            suite.close();
            throw failed;
        }
    }

    private void startAll(Checkout checkout, boolean asNative) {
        PostgresServer postgres = PostgresServer.start(checkout.state("data"), Ports.POSTGRES);
        closing.push(postgres::close);
        TokenIssuer issuer = TokenIssuer.start(Ports.ISSUER);
        closing.push(issuer::close);
        MailSink sink = MailSink.start(Ports.SMTP, Ports.IMAP);
        closing.push(sink::close);
        ProcessRecord record = new ProcessRecord(checkout.state("membership-billing.pid"));
        ServiceProcess service = ServiceProcess.start(
                checkout,
                "membership-billing",
                asNative,
                new ServiceSettings(
                        postgres.database("membership"),
                        issuer.issuerUrl(TokenIssuer.LOCAL),
                        sink.smtpPort(),
                        Ports.MEMBERSHIP),
                checkout.state("log").resolve("membership-billing.log"));
        record.write(service.handle());
        closing.push(record::forget);
        closing.push(service::close);
    }

    String greeting() {
        return """
                The suite is up.
                  membership-billing  http://localhost:%d   (OpenAPI: /q/openapi, health: /q/health)
                  token issuer        http://localhost:%d/%s
                  Postgres            localhost:%d, database membership
                  mails               arrive at SMTP %d; read them over IMAP localhost:%d, user and password: %s
                Get a token:          ./suite token TENANT [ROLE]
                For example:          curl -H "Authorization: Bearer $(./suite token acme)" \
                http://localhost:%d/memberships/acme
                End it:               ./suite down   (the data stays; ./suite up --fresh begins anew)""".formatted(
                        Ports.MEMBERSHIP,
                        Ports.ISSUER,
                        TokenIssuer.LOCAL,
                        Ports.POSTGRES,
                        Ports.SMTP,
                        Ports.IMAP,
                        MailSink.READER,
                        Ports.MEMBERSHIP);
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
    }
}
