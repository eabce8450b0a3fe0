package rhythm.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** The parts and services of `./suite up`, as long as they run. */
final class RunningSuite implements AutoCloseable {
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private final List<Service> services;

    private RunningSuite(List<Service> services) {
        this.services = services;
    }

    static RunningSuite start(Checkout checkout, List<Service> services, boolean asNative) {
        RunningSuite suite = new RunningSuite(services);
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
        for (Service service : services) {
            ProcessRecord record = service.process(checkout);
            ServiceProcess process = ServiceProcess.start(
                    checkout,
                    service.module(),
                    asNative,
                    settings(service, service.settings(postgres, issuer, sink, service.port())),
                    checkout.state("log").resolve(service.module() + ".log"));
            record.write(process.handle());
            closing.push(record::forget);
            closing.push(process::close);
        }
    }

    /** It is told where those are that it calls, if they are up, too. */
    private ServiceSettings settings(Service service, ServiceSettings settings) {
        ServiceSettings connected = settings;
        for (Service other : service.calls()) {
            if (services.contains(other)) {
                connected = connected.calling(service.module(), other, "http://localhost:" + other.port());
            }
        }
        return connected;
    }

    String greeting() {
        return """
                The suite is up.
                %s
                  token issuer            http://localhost:%d/%s
                  Postgres                localhost:%d, databases %s
                  mails                   arrive at SMTP %d; read them over IMAP localhost:%d, user and password: %s
                Get a token:          ./suite token TENANT [ROLE]
                For example:          curl -H "Authorization: Bearer $(./suite token acme)" \
                http://localhost:%d/billingRuns/acme
                End it:               ./suite down   (the data stays; ./suite up --fresh begins anew)""".formatted(
                        services.stream().map(RunningSuite::line).collect(Collectors.joining("\n")),
                        Ports.ISSUER,
                        TokenIssuer.LOCAL,
                        Ports.POSTGRES,
                        services.stream().map(Service::domain).collect(Collectors.joining(", ")),
                        Ports.SMTP,
                        Ports.IMAP,
                        MailSink.READER,
                        services.getFirst().port());
    }

    private static String line(Service service) {
        return "  %-22s  http://localhost:%d   (OpenAPI: /q/openapi, health: /q/health)"
                .formatted(service.module(), service.port());
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
    }
}
