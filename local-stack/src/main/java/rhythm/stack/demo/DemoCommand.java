package rhythm.stack.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhythm.stack.Checkout;
import rhythm.stack.MailSink;
import rhythm.stack.Ports;
import rhythm.stack.PostgresServer;
import rhythm.stack.Service;
import rhythm.stack.ServiceClient;
import rhythm.stack.ServiceProcess;
import rhythm.stack.ServiceSettings;
import rhythm.stack.TokenIssuer;
import rhythm.stack.demo.certifications.CertificationStory;
import rhythm.stack.demo.collect.CollectStory;
import rhythm.stack.demo.membership.MembershipStory;
import rhythm.stack.demo.renewals.RenewalStory;

/** Starts what the demo needs beside anything that runs already, and leaves nothing behind. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Replays years of real licences and holds every deed, and every cent, against the file.")
@NullUnmarked
public final class DemoCommand implements Callable<Integer> {
    private static final String TENANT = "chicago";

    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..1",
            defaultValue = "membership",
            description = "Whose demo: membership, certifications or collect (default: ${DEFAULT-VALUE}).")
    Service service;

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Option(names = "--native", description = "Run the native executable instead of the JVM.")
    boolean asNative;

    private Path scratch;

    @Override
    public Integer call() throws IOException {
        scratch = Files.createTempDirectory("rhythm-demo");
        try (PostgresServer postgres = PostgresServer.start();
                TokenIssuer issuer = TokenIssuer.start(0);
                MailSink sink = MailSink.start();
                ServiceProcess collect = hasRenewals()
                        ? start(Service.COLLECT, Service.COLLECT.settings(postgres, issuer, sink, Ports.anyFree()))
                        : null;
                ServiceProcess process =
                        start(service, connected(service.settings(postgres, issuer, sink, Ports.anyFree()), collect))) {
            String token = issuer.token(TENANT);
            ServiceClient client = new ServiceClient(process.url(), TENANT, token);
            DemoReport first = play(client, sink, story(client));
            Optional<DemoReport> renewals = collect == null
                    ? Optional.empty()
                    : Optional.of(play(
                            client, sink, new RenewalStory(client, new ServiceClient(collect.url(), TENANT, token))));
            DemoResult result = new DemoResult(first, renewals, process.residentMemory());
            System.out.println(json ? result.json() : result.closing());
            return result.reconciles() ? 0 : 1;
        } finally {
            delete(scratch);
        }
    }

    /** The members' second chapter is about money, which is collect-billing's. */
    private boolean hasRenewals() {
        return service == Service.MEMBERSHIP;
    }

    private ServiceProcess start(Service which, ServiceSettings settings) {
        return ServiceProcess.start(
                Checkout.current(), which.module(), asNative, settings, scratch.resolve(which.module() + ".log"));
    }

    private ServiceSettings connected(ServiceSettings settings, ServiceProcess collect) {
        return collect == null ? settings : settings.ordering(service.module(), collect.url());
    }

    private DemoReport play(ServiceClient client, MailSink sink, Story<?> story) {
        if (!json) {
            System.out.println(MonthRow.header(story.columns()));
        }
        DemoReport report = new Demo(client, sink, this::show).run(story);
        if (!json) {
            System.out.println(report.closing());
        }
        return report;
    }

    private Story<?> story(ServiceClient client) {
        return switch (service) {
            case MEMBERSHIP -> new MembershipStory(client);
            case CERTIFICATIONS -> new CertificationStory(client);
            case COLLECT -> new CollectStory(client);
        };
    }

    private void show(MonthRow month) {
        if (!json) {
            System.out.println(month.line());
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
